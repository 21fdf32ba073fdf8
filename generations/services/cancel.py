from __future__ import annotations

from generations.errors import NotCancellable
from generations.models import FINAL, Generation, LeaseLost, State


def cancel_generation(generation: Generation) -> None:
    """Take a waiting job out of the line; its hold is given back at once.

    Raises `NotCancellable` once it was sent: the gateway can't stop a task.
    """
    for _ in range(3):
        if generation.state != State.QUEUED:
            raise NotCancellable(_why(generation))
        try:
            generation.move(State.CANCELLED)
        except LeaseLost:
            generation.refresh_from_db()
        else:
            return
    raise NotCancellable(_why(generation))


def _why(generation: Generation) -> str:
    if generation.state == State.CANCELLED:
        return "It is cancelled already."
    if generation.state in FINAL:
        return f"It has already ended: {generation.state}."
    return (
        "It was sent already, and the gateway cannot stop a running task. It will "
        f"still cost {generation.credits:.2f} credits if it succeeds."
    )
