"""What an operator does about a request that the engine alone brings no further.

Neither sends anything: a look is a query, and giving up is an end.
"""

from __future__ import annotations

from django.utils import timezone

from generations.errors import GenerationError
from generations.models import Cause, Charged, Generation, LeaseLost, State

from .doubts import can_ask
from .endings import fail

LOOKED_UP = (State.UNCONFIRMED, State.RUNNING, State.SAVING, State.ATTENTION)
"""States whose next step is a look at the gateway or a download, never a purchase."""


def has_a_look(generation: Generation) -> bool:
    """Whether the gateway can be asked about it at all."""
    if generation.state not in LOOKED_UP:
        return False
    return bool(generation.gateway_task_id) or can_ask(generation.kind)


class MovedOn(GenerationError):
    """The request is no longer where the operator saw it."""

    code = "moved_on"


def look_up_again(generation: Generation) -> None:
    """Make the next look due now, instead of when the engine planned it.

    Raises `MovedOn` where there is nothing to look up, or a process is at it.
    """
    if generation.state not in LOOKED_UP:
        raise MovedOn(f"It is {generation.state}: there is nothing to look up.")
    if not has_a_look(generation):
        raise MovedOn(
            "The gateway finds extensions by its own id alone, and told none: there "
            "is nothing to look up."
        )
    if generation.holder:
        raise MovedOn("A process has it in hand at this moment. Wait for it.")
    try:
        generation.note(next_action_at=timezone.now())
    except LeaseLost:
        raise MovedOn("It is being looked at right now.") from None


def give_up(generation: Generation) -> None:
    """End a request that needs attention as lost; what was held for it goes back.

    Raises `MovedOn` for any other, since the engine still has it in hand.
    """
    if generation.state != State.ATTENTION:
        raise MovedOn(
            f"It is {generation.state}: only what needs attention can be given up."
        )
    try:
        fail(
            generation,
            code="lost",
            text="The studio looked into it and closed it: no clip will come of it. "
            "Your credits went back.",
            cause=Cause.GATEWAY,
            charged=Charged.NO,
        )
    except LeaseLost:
        raise MovedOn("It moved on in the meantime. Look at it again.") from None
