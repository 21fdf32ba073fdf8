"""What each refusal of a create means for the job, its money and the account.

A refusal is an answer by which it is certain that no task exists. Each ends one attempt
and moves its generation, in one transaction.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.utils import timezone

from generations import pacing, wiring
from generations.gateway import (
    AccountFault,
    Busy,
    GatewayError,
    ModelFault,
    NotSent,
    Refused,
)
from generations.models import AccountModel, Cause, Generation, Outcome, SubmitAttempt

from .answers import doubt, queue_again, words_of
from .close import close_refused
from .endings import fail

MODEL_CLOSED_FOR = 3600.0
"""Seconds that a model stays closed on an account that has no right to it."""


def record_refusal(
    generation: Generation, attempt: SubmitAttempt, error: GatewayError
) -> None:
    """Do what the class of this answer says."""
    now = timezone.now()
    with transaction.atomic():
        match error:
            case NotSent():
                _not_sent(generation, attempt, error, now)
            case Busy():
                _busy(generation, attempt, error, now)
            case AccountFault():
                _account_fault(generation, attempt, error, now)
            case ModelFault():
                _model_fault(generation, attempt, error, now)
            case Refused():
                _refused(generation, attempt, error, now)
            case _:
                doubt(generation, attempt, error=error)


def _not_sent(
    generation: Generation, attempt: SubmitAttempt, error: GatewayError, now: datetime
) -> None:
    attempt.end(Outcome.NOT_SENT, now, **words_of(error))
    wait = wiring.pace().wait(attempt.number, pacing.NOT_SENT_BACKOFF)
    generation.sent_through.pause(now + timedelta(seconds=min(wait, 60.0)))
    queue_again(generation, now, code="gateway_unreachable")


def _busy(
    generation: Generation, attempt: SubmitAttempt, error: Busy, now: datetime
) -> None:
    """A full house is not a failure: no attempt is burnt, the estimate goes down."""
    account, pace = generation.sent_through, wiring.pace()
    attempt.end(Outcome.NOT_TAKEN, now, **words_of(error))
    bounds = pacing.BUSY_BACKOFF if error.concurrency else pacing.RATE_BACKOFF
    pause = max(1.0, pace.wait(account.busy_streak + 1, bounds))
    if error.concurrency:
        others = Generation.objects.holding_slot(account).exclude(pk=generation.pk)
        account.learn_busy(others.count(), timedelta(seconds=pause), now)
    else:
        account.pause(now + timedelta(seconds=pause))
    queue_again(generation, now, code="gateway_busy")


def _account_fault(
    generation: Generation, attempt: SubmitAttempt, error: GatewayError, now: datetime
) -> None:
    attempt.end(Outcome.NOT_TAKEN, now, **words_of(error))
    note_account_fault(generation, error, now)
    probe_after = timedelta(seconds=wiring.breaker_probe())
    generation.sent_through.take_probe(now, probe_after)
    queue_again(generation, now, code="account_stopped")


def note_account_fault(
    generation: Generation, error: GatewayError, now: datetime
) -> None:
    """Stop sending through an account that the gateway refuses as such.

    Looks say so too, and often. They do not put off the next probe, which is a
    create: only its answer tells whether creates work again.
    """
    generation.sent_through.open_breaker(
        code=str(error.code or error.http_status or ""),
        text=error.message,
        now=now,
        probe_after=timedelta(seconds=wiring.breaker_probe()),
    )


def _model_fault(
    generation: Generation, attempt: SubmitAttempt, error: GatewayError, now: datetime
) -> None:
    """Close just this model on this account, for a while."""
    attempt.end(Outcome.REJECTED, now, **words_of(error))
    text = "The studio's gateway account may not use this model. Choose another one."
    closed = timedelta(seconds=wiring.pace().scaled(MODEL_CLOSED_FOR))
    AccountModel.objects.update_or_create(
        account=generation.sent_through,
        model=generation.model,
        defaults={"closed_until": now + closed, "closed_reason": text},
    )
    fail(generation, code="model_closed", text=text, cause=Cause.ACCOUNT)


def _refused(
    generation: Generation, attempt: SubmitAttempt, error: Refused, now: datetime
) -> None:
    attempt.end(Outcome.REJECTED, now, **words_of(error))
    if error.cause == "content":
        code, cause = "content_refused", Cause.CONTENT
        text = (
            "The gateway refused the prompt under its content rules (it did not say "
            "which word). Nothing was charged. Change it and try again."
        )
    else:
        code, cause = "request_refused", Cause.REQUEST
        text = f"The gateway refused the request: {error.message}. Nothing was charged."
    fail(generation, code=code, text=text, cause=cause)
    closing = partial(close_refused, generation, error.code, error.message)
    transaction.on_commit(closing, robust=True)
