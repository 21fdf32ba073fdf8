"""When the next jobs start, played into the slots one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heapify, heapreplace
from math import sqrt

from generations import wiring

from .history import Expected
from .slots import Slot

NINE_OF_TEN = 1.645
"""How many deviations around the mean hold nine tenths of a normal."""

STAGGER = 0.12
"""What part of one job's variance a start keeps however many slots there are: it is
not known which of them ends first."""

OTHERS = 0.05
"""What part longer it may take because somebody comes meanwhile and goes first."""

HANDOVER, HANDOVER_FLOOR = 2.5, 0.15
"""Seconds (scaled) that a job with an idle slot may take to be sent."""

SLACK, SLACK_FLOOR = 0.5, 0.3
"""Seconds (scaled) that every start may be off, for beats and bells."""

Span = tuple[float, float]
"""Seconds from now: not before, and not after."""


class Starts:
    """The start of the next job, again and again.

    Its mean comes from playing mean times into the slots. Errors of single jobs
    average out: whichever slots they are in, all of them together do the work that is
    before a start, so the variance is that of the sum over the square of their number.
    What is not known of the means themselves does not average out.
    """

    def __init__(self, slots: Sequence[Slot]) -> None:
        self._free = [slot.mean for slot in slots]
        heapify(self._free)
        self._slots = len(slots)
        self._variance = sum(slot.variance for slot in slots)
        self._work = self._doubt = self._last = 0.0

    @property
    def idle(self) -> bool:
        """Whether a slot waits for the next job."""
        return self._free[0] == 0.0

    def take(self, took: Expected, jobs: float = 1.0) -> None:
        """Put that many jobs of one kind before the next."""
        for _ in range(round(jobs)):
            heapreplace(self._free, self._free[0] + took.mean)
        self._variance += jobs * took.variance
        self._work += jobs * took.mean
        self._doubt += jobs * took.mean * took.doubt
        self._last = took.variance

    def span(self, next_one: Expected) -> Span:
        """Return between when and when the next job starts, nine times of ten."""
        pace, mean = wiring.pace(), self._free[0]
        if self.idle:
            return 0.0, max(HANDOVER_FLOOR, pace.scaled(HANDOVER))
        doubt = self._doubt / self._work if self._work else next_one.doubt
        single = STAGGER * (self._last or next_one.variance)
        margin = NINE_OF_TEN * sqrt(self._variance / self._slots**2 + single)
        margin += max(SLACK_FLOOR, pace.scaled(SLACK))
        off = NINE_OF_TEN * doubt
        latest = mean * (1 + off + OTHERS) + margin
        return max(0.0, mean * (1 - off) - margin), latest
