"""What each class of answer to a create means for the job, its money and the account.

Every function here ends one attempt and moves its generation, in one transaction.
The classes are those of reliability 3.2.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from generations import pacing, wiring
from generations.gateway import (
    Accepted,
    AccountFault,
    Ambiguous,
    Busy,
    GatewayError,
    ModelFault,
    NotSent,
    Refused,
)
from generations.models import (
    AccountModel,
    Cause,
    Generation,
    Outcome,
    State,
    SubmitAttempt,
)

from .endings import NO_REASON, fail

MODEL_CLOSED_FOR = 3600.0
"""Seconds that a model stays closed on an account that has no right to it."""


@transaction.atomic
def accept(
    generation: Generation,
    attempt: SubmitAttempt,
    task_id: str,
    request_id: str | None = None,
) -> None:
    """The gateway has the task: from now on it is watched."""
    if is_anothers(generation, task_id):
        doubt(generation, attempt, candidate=task_id)
        return
    now, pace = timezone.now(), wiring.pace()
    attempt.end(Outcome.ACCEPTED, now, request_id=request_id or "")
    generation.move(
        State.RUNNING,
        gateway_task_id=task_id,
        running_at=now,
        next_action_at=now + timedelta(seconds=pace.first_look),
        deadline_at=now + timedelta(seconds=pace.scaled(pacing.RUNNING_DEADLINE)),
        misses=0,
        **NO_REASON,
    )


@transaction.atomic
def accept_now(
    generation: Generation, attempt: SubmitAttempt, answer: Accepted
) -> None:
    """A create was just taken: the account works, and has a slot for it."""
    rises = timedelta(seconds=wiring.pace().scaled(pacing.LIMIT_RISES_EVERY))
    generation.sent_through.learn_free(timezone.now(), rises)
    generation.sent_through.close_breaker()
    accept(generation, attempt, answer.task_id, answer.request_id)


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


@transaction.atomic
def doubt(
    generation: Generation,
    attempt: SubmitAttempt,
    *,
    error: GatewayError | None = None,
    candidate: str = "",
) -> None:
    """Nobody knows whether the gateway took it: keep slot and hold, and look it up."""
    now, pace = timezone.now(), wiring.pace()
    words = _words(error) if isinstance(error, Ambiguous) else {}
    if candidate:
        words["candidate_task_id"] = candidate
    attempt.end(Outcome.AMBIGUOUS, now, **words)
    look = pace.next_settle_look(generation.kind, 0.0)
    generation.move(
        State.UNCONFIRMED,
        next_action_at=now + timedelta(seconds=look),
        deadline_at=now + timedelta(seconds=pace.settle_deadline(generation.kind)),
        reason_code="unconfirmed",
        reason_text="We lost contact while sending. We are checking whether it "
        "arrived. You will not be charged twice.",
        reason_cause=Cause.GATEWAY,
        reason_charged="unknown",
    )


def end_doubt(generation: Generation, now: datetime) -> None:
    """Write that the gateway had it after all, where that had been in doubt."""
    if attempt := SubmitAttempt.objects.open_of(generation):
        attempt.end(Outcome.ACCEPTED, now)


@transaction.atomic
def not_sent_in_time(generation: Generation, attempt: SubmitAttempt) -> None:
    """The lease shrank below the deadline before the call, so none was made."""
    now = timezone.now()
    attempt.end(Outcome.NOT_SENT, now)
    _queue_again(generation, now)


def _not_sent(
    generation: Generation, attempt: SubmitAttempt, error: GatewayError, now: datetime
) -> None:
    attempt.end(Outcome.NOT_SENT, now, **_words(error))
    wait = wiring.pace().wait(attempt.number, pacing.NOT_SENT_BACKOFF)
    generation.sent_through.pause(now + timedelta(seconds=min(wait, 60.0)))
    _queue_again(generation, now, code="gateway_unreachable")


def _busy(
    generation: Generation, attempt: SubmitAttempt, error: Busy, now: datetime
) -> None:
    """A full house is not a failure: no attempt is burnt, the estimate goes down."""
    account, pace = generation.sent_through, wiring.pace()
    attempt.end(Outcome.NOT_TAKEN, now, **_words(error))
    bounds = pacing.BUSY_BACKOFF if error.concurrency else pacing.RATE_BACKOFF
    pause = max(1.0, pace.wait(account.busy_streak + 1, bounds))
    if error.concurrency:
        others = Generation.objects.holding_slot(account).exclude(pk=generation.pk)
        account.learn_busy(others.count(), timedelta(seconds=pause), now)
    else:
        account.pause(now + timedelta(seconds=pause))
    _queue_again(generation, now, code="gateway_busy")


def _account_fault(
    generation: Generation, attempt: SubmitAttempt, error: GatewayError, now: datetime
) -> None:
    attempt.end(Outcome.NOT_TAKEN, now, **_words(error))
    note_account_fault(generation, error, now)
    probe_after = timedelta(seconds=wiring.breaker_probe())
    generation.sent_through.take_probe(now, probe_after)
    _queue_again(generation, now, code="account_stopped")


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
    attempt.end(Outcome.REJECTED, now, **_words(error))
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
    attempt.end(Outcome.REJECTED, now, **_words(error))
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


def _queue_again(generation: Generation, now: datetime, code: str = "") -> None:
    """Back to the front of the lane: what it paid for its turn is given back."""
    generation.move(
        State.QUEUED,
        account=None,
        submitted_at=None,
        slot_freed_at=None,
        next_action_at=now,
        deadline_at=None,
        **(NO_REASON | {"reason_code": code}),
    )
    generation.lane.give_back_turn(generation.cost)


def prove_absent(generation: Generation, attempt: SubmitAttempt) -> None:
    """The lost create never arrived: send again, under the same own id."""
    now = timezone.now()
    with transaction.atomic():
        attempt.end(Outcome.ABSENT, now)
        _queue_again(generation, now)


def is_anothers(generation: Generation, task_id: str) -> bool:
    """Whether a task is already the result of another purchase (mixed-up answers)."""
    same = Generation.objects.of_task(generation.sent_through, generation.kind, task_id)
    return same.exclude(pk=generation.pk).exists()


def _words(error: GatewayError | None) -> dict[str, Any]:
    """Return what of an answer is kept with the attempt."""
    if error is None:
        return {}
    return {
        "code": error.code,
        "http_status": error.http_status,
        "message": error.message[:500],
        "request_id": (error.request_id or "")[:120],
    }
