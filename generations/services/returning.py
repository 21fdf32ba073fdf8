"""People who ask now, and may ask for more that has its turn before others' jobs.

Of somebody with ten jobs in line and somebody with one, the second may ask again and
again before the tenth has its turn, and it is right that they then go first. Whoever
asked a moment ago is likely to; whoever did not is not counted.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from heapq import heappop, heappush

from generations import wiring

ASKING = 60.0
"""Seconds (scaled) since somebody's last request within which more may come."""


def asking_since(now: datetime) -> datetime:
    return now - timedelta(seconds=wiring.pace().scaled(ASKING))


class Returning:
    """How many turns they may still take before a turn, along a line."""

    def __init__(self, now: datetime) -> None:
        self._asking = asking_since(now)
        self._ends: list[tuple[float, float]] = []
        self._rate = self._offset = 0.0

    def add(self, after: float, distance: float, since: datetime) -> None:
        """Note a lane that asked last at `since` and whose last job had its turn.

        Its next would have theirs at `after`, and further ones at that distance.
        """
        if since >= self._asking:
            heappush(self._ends, (after, distance))

    def before(self, turn: float) -> float:
        """Return how many turns they may take before this one. Turns only rise."""
        while self._ends and self._ends[0][0] <= turn:
            after, distance = heappop(self._ends)
            self._rate += 1 / distance
            self._offset += after / distance
        return max(0.0, self._rate * turn - self._offset)
