"""Look at a waiting job again: is what it asks for still offered?"""

from __future__ import annotations

from typing import Any

from generations import wiring
from generations.capability import Key
from generations.capability.standing import closed, sendable
from generations.models import Cause, Generation

from .endings import fail
from .unsent import Unsendable

CODE = "no_longer_possible"
CHANGED = "{why} That changed while it waited, and nothing was sent."


def key_of(generation: Generation) -> Key:
    """Return the cell that a job was accepted in, as its columns tell."""
    model, mode = generation.model or None, generation.mode or None
    return Key(generation.kind, model, mode, generation.duration)


def see_that_it_is_offered(generation: Generation) -> None:
    """Raise `Unsendable` where the tables closed what a job asks for."""
    found = closed(wiring.table(), key_of(generation), generation.request)
    if found is not None:
        cause = Cause.GATEWAY if found.refused else Cause.STUDIO
        raise Unsendable(CODE, CHANGED.format(why=found.text), cause)


def release_if_closed(generation: Generation) -> bool:
    """End a job that has no turn yet if its offer was closed; say whether it was.

    What it held goes back. Raises `LeaseLost` where it moved on meanwhile.
    """
    try:
        see_that_it_is_offered(generation)
    except Unsendable as reason:
        text = f"{reason.text} Nothing was charged."
        fail(generation, code=reason.code, text=text, cause=reason.cause)
        return True
    return False


def request_to_send(generation: Generation) -> dict[str, Any]:
    """Return the request without what its cell takes no more, and need not take."""
    return sendable(wiring.table(), key_of(generation), generation.request)
