"""Settle a purchase in doubt: find out whether the gateway took a lost create.

Found by own id, it is adopted. "Not found" proves its absence only where look-up by
own id has worked before on this account and family, after a window longer than the
gateway's worst lag, and with several definite answers spread over it. Until then the
row waits; it is never sent again on a guess.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from generations import pacing, wiring
from generations.gateway import AccountFault, GatewayError, NotFound, Task
from generations.models import (
    Cause,
    Generation,
    LeaseLost,
    ProvenLookup,
    State,
    SubmitAttempt,
)

from . import answers
from .endings import shelve


def settle(pk: UUID, token: int) -> None:
    """Look once at a lost create, and act on what that proves."""
    generation = Generation.objects.select_related("account", "lane").get(pk=pk)
    if generation.state != State.UNCONFIRMED or generation.lease_token != token:
        return
    attempt = SubmitAttempt.objects.open_of(generation)
    if attempt is None:
        raise LookupError(f"{generation} is in doubt, but no attempt of it is open")
    with suppress(LeaseLost):
        _look(generation, attempt)


def _look(generation: Generation, attempt: SubmitAttempt) -> None:
    try:
        task = _look_up(generation)
    except NotFound:
        _not_found(generation, attempt)
    except AccountFault as error:
        answers.open_breaker(generation, error, timezone.now())
        _look_again(generation, attempt)
    except GatewayError:
        _look_again(generation, attempt)
    else:
        _found(generation, attempt, task)


def _look_up(generation: Generation) -> Task:
    endpoint = wiring.endpoint_of(generation.sent_through, generation.model)
    return wiring.gateway().query(endpoint, generation.kind, generation.own_id)


def _found(generation: Generation, attempt: SubmitAttempt, task: Task) -> None:
    """Adopt the task, if it is ours beyond doubt."""
    task_id = task.task_id or attempt.candidate_task_id or generation.own_id
    echoed = task.external_task_id
    is_ours = echoed in (None, generation.own_id)
    is_ours = is_ours or task_id == attempt.candidate_task_id
    if not is_ours or answers.is_anothers(generation, task_id):
        _look_again(generation, attempt)
        return
    with transaction.atomic():
        answers.accept(generation, attempt, task_id, task.request_id)
        ProvenLookup.note(generation.sent_through.pk, generation.kind, generation.pk)


def _not_found(generation: Generation, attempt: SubmitAttempt) -> None:
    """Count a definite "not found"; with enough of them over the window, resend."""
    attempt.looks += 1
    SubmitAttempt.objects.filter(pk=attempt.pk).update(looks=attempt.looks)
    age = timezone.now() - attempt.started_at
    window = wiring.pace().settle_window(generation.kind)
    if (
        age >= timedelta(seconds=window)
        and attempt.looks >= pacing.SETTLE_LOOKS
        and ProvenLookup.stands(generation.sent_through.pk, generation.kind)
    ):
        answers.prove_absent(generation, attempt)
    else:
        _look_again(generation, attempt)


def _look_again(generation: Generation, attempt: SubmitAttempt) -> None:
    """Wait for the next look, or past the deadline for a person."""
    now = timezone.now()
    if generation.deadline_at and now >= generation.deadline_at:
        shelve(
            generation,
            code="unconfirmed",
            text="We lost contact while sending, and could not find out whether the "
            "request arrived. It was not sent again. Somebody will look at it.",
            cause=Cause.GATEWAY,
        )
        return
    age = (now - (attempt.ended_at or attempt.started_at)).total_seconds()
    wait = wiring.pace().next_settle_look(generation.kind, age)
    generation.note(next_action_at=now + timedelta(seconds=wait))
