"""The beat of the engine: claim what is due, fill what is free, ring for both.

Several pacemakers do no harm: every claim is a conditional write that one wins.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from functools import partial

from django.utils import timezone

from generations import wiring

from . import gateway_accounts, sweep
from .dispatch import dispatch

logger = logging.getLogger(__name__)

SLOW_CHORES = (
    sweep.take_over_from_the_dead,
    sweep.claim_illustrations,
    sweep.claim_looks_at_shelved,
    sweep.shelve_overdue,
)
SLOW_BEAT = 1.0
TIDY_EVERY = 3600.0


class Pacemaker:
    """One process's loop body. `beat()` does what is due and says when to come back."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._slow_at = self._tidy_at = 0.0

    def beat(self) -> float:
        """Do everything that is due; return the seconds until the next beat."""
        self._slow_things()
        now = timezone.now()
        sweep.recover_submits(now)
        sweep.claim_polls(now)
        sweep.claim_settling(now)
        sweep.claim_saves(now)
        dispatch()
        return wiring.pace().beat

    def _slow_things(self) -> None:
        """What bears to wait a second, or an hour.

        The next time is set first and each is kept apart, so that one that fails
        neither repeats at every beat nor keeps the engine from its work.
        """
        clock, now = self._clock(), timezone.now()
        if clock >= self._slow_at:
            self._slow_at = clock + SLOW_BEAT * min(1.0, max(0.2, wiring.pace().factor))
            _apart(gateway_accounts.sync_from_settings)
            for chore in SLOW_CHORES:
                _apart(partial(chore, now))
        if clock >= self._tidy_at:
            self._tidy_at = clock + TIDY_EVERY
            _apart(sweep.tidy)


def _apart(chore: Callable[[], object]) -> None:
    try:
        chore()
    except Exception:
        logger.exception("A chore of the pacemaker failed.")
