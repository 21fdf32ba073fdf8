"""What becomes of a job that cannot be sent after all: no call is made for it."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from generations import pacing, wiring
from generations.models import Cause, Generation

from . import answers, doubts
from .endings import fail, shelve

logger = logging.getLogger(__name__)


class Unsendable(Exception):
    """Nothing can be sent for this request any more; `text` says why, to its owner."""

    def __init__(self, code: str, text: str, cause: Cause) -> None:
        super().__init__(text)
        self.code, self.text, self.cause = code, text, cause


class NotPermitted(Exception):
    """It may have arrived before, and nobody said that it may be sent once more."""


@transaction.atomic
def release(generation: Generation, reason: Unsendable) -> None:
    """End a job before it was sent: its hold and its turn go back."""
    if reason.cause == Cause.STUDIO:
        logger.error("%s could not be sent: %s", generation, reason)
    text = f"{reason.text} Nothing was charged."
    fail(generation, code=reason.code, text=text, cause=reason.cause)
    generation.lane.give_back_turn(generation.cost)


@transaction.atomic
def wait_for_storage(generation: Generation, trouble: OSError) -> None:
    """Put a job back in line while the storage does not give its files out."""
    logger.warning("The files of %s are out of reach: %s", generation, trouble)
    wait = timedelta(seconds=wiring.pace().scaled(pacing.STORAGE_PAUSE))
    ready_at = timezone.now() + wait
    answers.queue_again(generation, ready_at, code="storage_unavailable")


def leave_to_a_person(generation: Generation) -> None:
    """Stop what would be bought a second time; an operator says what became of it."""
    logger.error("%s was about to be sent again without permission.", generation)
    text = doubts.words_of(generation.kind).shelved
    shelve(generation, code="unconfirmed", text=text, cause=Cause.GATEWAY)
