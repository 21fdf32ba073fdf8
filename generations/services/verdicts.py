"""What an operator found out about a request of which nobody knows whether it arrived.

The gateway's own list or bill tells them. Sending again is the one thing here that may
buy something twice, so it is a permission of its own: written down and counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.utils import timezone

from generations.gateway.fields import identifier
from generations.models import (
    RESEND_PERMITTED,
    Cause,
    Event,
    Generation,
    LeaseLost,
    Outcome,
    State,
    SubmitAttempt,
)

from . import answers
from .doubts import can_ask, is_in_doubt
from .endings import fail
from .resolve import MovedOn

MOST_PERMISSIONS = 3
"""How often one request may be sent again on somebody's word."""

REASONS_TO_CORRECT = ("vanished", "mixed_up")
"""Why an id that an operator gave before may have been the wrong one."""

GONE = "It moved on in the meantime. Look at it again."


def may_have_arrived(generation: Generation) -> bool:
    """Whether a task may be named for it; again, where the one named was not it."""
    if is_in_doubt(generation):
        return True
    stands = (generation.state, generation.reason_code)
    corrected = [(State.ATTENTION, code) for code in REASONS_TO_CORRECT]
    return not can_ask(generation.kind) and stands in corrected


def may_be_absent(generation: Generation) -> bool:
    """Whether it may be said that it never arrived: once its time has passed."""
    return generation.state == State.ATTENTION and is_in_doubt(generation)


def arrived(generation: Generation, task_id: str) -> None:
    """Follow the gateway's task as the one that this request became.

    Raises `MovedOn` for a request that is in no doubt, and for another's task.
    """
    if not may_have_arrived(generation):
        raise MovedOn(f"It is {generation.state}, and nobody doubts that it arrived.")
    if identifier(task_id) is None:
        raise MovedOn("That can't be an id of the gateway.")
    if answers.is_anothers(generation, task_id):
        raise MovedOn("That task is another request's already.")
    with _still_there(), transaction.atomic():
        answers.end_doubt(generation, timezone.now())
        answers.watch(generation, task_id)


def never_arrived(generation: Generation) -> None:
    """End a request that the gateway never took; what was held for it goes back."""
    _see_that_its_time_passed(generation)
    with _still_there(), transaction.atomic():
        _end_attempt(generation)
        fail(
            generation,
            code="not_arrived",
            text="The gateway never took it. Nothing was charged. You can ask again.",
            cause=Cause.GATEWAY,
        )


def send_again(generation: Generation, *, actor: str) -> None:
    """Permit one more sending of a request that never arrived, and put it in line.

    Should it have arrived after all, the studio pays for two; its owner for one.
    """
    _see_that_its_time_passed(generation)
    if Event.objects.permissions_of(generation).count() >= MOST_PERMISSIONS:
        raise MovedOn("It was sent again often enough. Give its credits back instead.")
    with _still_there(), transaction.atomic():
        _end_attempt(generation)
        Event.objects.create(
            generation=generation,
            name=RESEND_PERMITTED,
            to_state=generation.state,
            detail={"by": actor},
        )
        answers.queue_again(generation, timezone.now())


def _see_that_its_time_passed(generation: Generation) -> None:
    if not may_be_absent(generation):
        raise MovedOn(
            f"It is {generation.state}: only what waits for a person, and was never "
            "confirmed, can be called absent."
        )


def _end_attempt(generation: Generation) -> None:
    if attempt := SubmitAttempt.objects.open_of(generation):
        attempt.end(Outcome.ABSENT, timezone.now())


@contextmanager
def _still_there() -> Iterator[None]:
    """Turn a lost race into words for the operator."""
    try:
        yield
    except LeaseLost:
        raise MovedOn(GONE) from None
