"""The beat of the engine: claim what is due, fill what is free, ring for both.

Several pacemakers do no harm: every claim is a conditional write that one wins.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from django.utils import timezone

from generations import wiring

from . import gateway_accounts, sweep
from .dispatch import dispatch

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
        """What bears to wait a second, or an hour."""
        clock, now = self._clock(), timezone.now()
        if clock >= self._slow_at:
            gateway_accounts.sync_from_settings()
            sweep.take_over_from_the_dead(now)
            sweep.claim_illustrations(now)
            sweep.claim_looks_at_shelved(now)
            sweep.shelve_overdue(now)
            self._slow_at = clock + SLOW_BEAT * min(1.0, max(0.2, wiring.pace().factor))
        if clock >= self._tidy_at:
            sweep.tidy()
            self._tidy_at = clock + TIDY_EVERY
