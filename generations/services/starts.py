"""When the next jobs start, played into the slots one after the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from heapq import heapify, heapreplace
from math import sqrt

from generations import wiring

from .history import Expected
from .slots import Slot

BEFORE, AFTER = 1.2, 1.645
"""How many deviations a range reaches to either side of the mean. Less to the front:
what nobody foresees makes a start later far more often than sooner."""

STAGGER = 0.12
"""What part of one job's variance a start keeps however many slots there are: it is
not known which of them ends first."""

OTHERS = 0.05
"""What part longer it may take because somebody comes meanwhile and goes first."""

RETURNING = 0.7
"""What part of the turns that people who ask now may still take before a job's own
turn is counted into how late it may become."""

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
        self._free = [(slot.mean, slot.account) for slot in slots]
        heapify(self._free)
        self._of = Counter(slot.account for slot in slots)
        self._slots = len(slots)
        self._variance = sum(slot.variance for slot in slots)
        self._work = self._doubt = self._last = self._jobs = 0.0

    def has(self, account: int | None) -> bool:
        """Whether there is any slot for a job that only this account may have."""
        return account is None or account in self._of

    def mean(self, account: int | None = None) -> float:
        """Return when the next slot is free, in the mean: 0 where one is idle."""
        return self._next(account)[0]

    def take(
        self, took: Expected, jobs: float = 1.0, account: int | None = None
    ) -> None:
        """Put that many jobs of one kind before the next."""
        for _ in range(round(jobs)):
            self._hold(self._next(account), took.mean)
        self._variance += jobs * took.variance
        self._jobs += jobs
        self._work += jobs * took.mean
        self._doubt += jobs * took.mean * took.doubt
        self._last = took.variance

    def span(
        self,
        next_one: Expected,
        returning: float = 0.0,
        *,
        account: int | None = None,
        after: float = 0.0,
    ) -> Span:
        """Return between when and when the next job starts, nine times of ten.

        `returning` is how many jobs may still come that have their turn before it;
        it starts on a slot of `account`, where one is named, and not before `after`.
        """
        pace, mean = wiring.pace(), max(self.mean(account), after)
        if mean == 0.0:
            return 0.0, max(HANDOVER_FLOOR, pace.scaled(HANDOVER))
        doubt = self._doubt / self._work if self._work else next_one.doubt
        single = STAGGER * (self._last or next_one.variance)
        own = self._slots if account is None else self._of[account]
        shared = self._variance / (self._slots * own)
        deviation = sqrt(shared + single) + mean * doubt
        slack = max(SLACK_FLOOR, pace.scaled(SLACK))
        each = self._work / self._jobs if self._jobs else next_one.mean
        more = RETURNING * returning * each / own
        latest = mean * (1 + OTHERS) + AFTER * deviation + slack + more
        return max(0.0, mean - BEFORE * deviation - slack), latest

    def _next(self, account: int | None) -> tuple[float, int]:
        if account is None:
            return self._free[0]
        return min(slot for slot in self._free if slot[1] == account)

    def _hold(self, slot: tuple[float, int], seconds: float) -> None:
        free, account = slot
        if slot == self._free[0]:
            heapreplace(self._free, (free + seconds, account))
            return
        self._free[self._free.index(slot)] = free + seconds, account
        heapify(self._free)
