"""What becomes of a job that the gateway took, may have taken, or never got.

Every function here ends one attempt and moves its generation, in one transaction. What
the gateway refuses is in `refusals`.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from generations import pacing, wiring
from generations.gateway import Accepted, Ambiguous, GatewayError
from generations.models import Cause, Generation, Outcome, State, SubmitAttempt

from . import doubts
from .endings import NO_REASON


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
    attempt.end(Outcome.ACCEPTED, timezone.now(), request_id=request_id or "")
    watch(generation, task_id)


def watch(generation: Generation, task_id: str) -> None:
    """Follow a task of the gateway from now on, as the one that this job became."""
    now, pace = timezone.now(), wiring.pace()
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


@transaction.atomic
def doubt(
    generation: Generation,
    attempt: SubmitAttempt,
    *,
    error: GatewayError | None = None,
    candidate: str = "",
) -> None:
    """Nobody knows whether the gateway took it: keep slot and hold, and look it up."""
    now = timezone.now()
    words = words_of(error) if isinstance(error, Ambiguous) else {}
    if candidate:
        words["candidate_task_id"] = candidate
    attempt.end(Outcome.AMBIGUOUS, now, **words)
    look = doubts.first_look(generation, attempt, candidate)
    generation.move(
        State.UNCONFIRMED,
        next_action_at=now + timedelta(seconds=look),
        deadline_at=now + timedelta(seconds=doubts.given(generation)),
        reason_code="unconfirmed",
        reason_text=doubts.words_of(generation.kind).meanwhile,
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
    queue_again(generation, now)


def queue_again(generation: Generation, ready_at: datetime, code: str = "") -> None:
    """Back to the front of the lane: what it paid for its turn is given back."""
    generation.move(
        State.QUEUED,
        account=None,
        submitted_at=None,
        slot_freed_at=None,
        next_action_at=ready_at,
        deadline_at=None,
        **(NO_REASON | {"reason_code": code}),
    )
    generation.lane.give_back_turn(generation.cost)


def prove_absent(generation: Generation, attempt: SubmitAttempt) -> None:
    """The lost create never arrived: send again, under the same own id."""
    now = timezone.now()
    with transaction.atomic():
        attempt.end(Outcome.ABSENT, now)
        queue_again(generation, now)


def is_anothers(generation: Generation, task_id: str) -> bool:
    """Whether a task is already the result of another purchase (mixed-up answers)."""
    same = Generation.objects.of_task(generation.sent_through, generation.kind, task_id)
    return same.exclude(pk=generation.pk).exists()


def words_of(error: GatewayError | None) -> dict[str, Any]:
    """Return what of an answer is kept with the attempt."""
    if error is None:
        return {}
    return {
        "code": error.code,
        "http_status": error.http_status,
        "message": error.message[:500],
        "request_id": (error.request_id or "")[:120],
    }
