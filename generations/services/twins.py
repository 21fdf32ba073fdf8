"""When a job may start of which one at a time is made of the same clip."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from .needs import Needs
from .slots import Account


class Twins:
    """When the last one of each clip ends, in seconds from a moment."""

    def __init__(self, accounts: Iterable[Account], moment: datetime) -> None:
        self._ends: dict[UUID, float] = {}
        for account in accounts:
            for job in account.running:
                self.take(job.needs, job.rest(moment).mean)

    def end(self, needs: Needs) -> float:
        """Return when a job with these needs may start for all its twins do."""
        return self._ends.get(needs.clip, 0.0) if needs.clip else 0.0

    def take(self, needs: Needs, end: float) -> None:
        """Note that one ends then."""
        if needs.clip:
            self._ends[needs.clip] = max(end, self.end(needs))
