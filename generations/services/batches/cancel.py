from __future__ import annotations

from contextlib import suppress

from generations.errors import NotCancellable
from generations.models import Batch, State
from generations.services.cancel import cancel_generation


def cancel_batch(batch: Batch) -> int:
    """Take what still waits of a batch out of the line; return how many that were.

    What was sent goes on: the gateway can't stop a task.
    """
    cancelled = 0
    for generation in batch.members.filter(state=State.QUEUED).select_related("lane"):
        with suppress(NotCancellable):  # it was sent at this very moment
            cancel_generation(generation)
            cancelled += 1
    return cancelled
