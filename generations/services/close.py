"""Close what the gateway refused, where nobody had proven that it is offered."""

from __future__ import annotations

import logging

from django.utils import timezone

from generations import wiring
from generations.capability.parts import Change
from generations.capability.refusing import closes
from generations.capability.standing import cell_of
from generations.gateway import fields_named
from generations.models import Generation

from .publish import NothingChanges, TablesMoved, newest_edition, publish
from .standing import key_of

logger = logging.getLogger(__name__)

INVALID_VALUE = 1201
"""The code by which the gateway says that one key or value is not for this request."""

TRIES = 5


def close_refused(generation: Generation, code: int | None, message: str) -> None:
    """Make an edition without what a refusal of this job names, if it names any.

    A call for what is committed already: it may fail, and the next refusal does it.
    """
    named = fields_named(message) if code == INVALID_VALUE else frozenset()
    for _ in range(TRIES if named else 0):
        seen = newest_edition()
        found = _closed_by(generation, named)
        if not found:
            return
        try:
            edition = publish(found, note=_note(found, message), seen=seen)
        except TablesMoved:
            continue
        except NothingChanges:
            return
        logger.warning("%s: %s", edition, edition.note)
        return


def _closed_by(generation: Generation, named: frozenset[str]) -> tuple[Change, ...]:
    now, sandbox = timezone.now(), wiring.sandbox()
    cell = cell_of(wiring.tables.at(now, sandbox=sandbox), key_of(generation))
    if cell is None:
        return ()
    return closes(cell, generation.request, named, timezone.localdate(now))


def _note(found: tuple[Change, ...], message: str) -> str:
    """Return what was refused, and the gateway's own words for it."""
    reasons = " ".join(str(change.new.reason) for change in found)
    return f"{reasons} It said: {message}"
