"""How long the engine waits, as data and pure functions.

`Pace` scales every wait by one factor, so that a rehearsal runs fifty times
faster. Two kinds of number never scale: what the network may take (transport
deadlines), and the floors that keep a fast rehearsal from buying twice: a lease
outlasts the create deadline, and a settle window is more than twice as long.
Unless it says otherwise, a number here is seconds.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

QUERY_DEADLINE = 15.0
DOWNLOAD_DEADLINE = 300.0
RENDITIONS_DEADLINE = 60.0
FILES_LEASE = 60.0
"""How long the files of one request may take to come from the storage."""

LEASE_MARGIN = 5.0
"""A lease outlasts the transport deadline of its step by this much."""

SETTLE_WINDOW = 600.0
SETTLE_LOOKS = 3
SETTLE_FIRST_LOOKS = (1.0, 4.0, 10.0, 25.0)
"""When a lost create is looked up first; later looks come at even distances."""

BELL_LEASE = 5.0
BELL_LEASE_FLOOR = 2.0
"""How long a bell may go unanswered before its row is due again."""

RUNNING_DEADLINE = 24 * 3600.0
SAVING_DEADLINE = 24 * 3600.0
ATTENTION_LOOK = 3600.0
VANISHED_AFTER = 3600.0
VANISHED_LOOKS = 5

BUSY_BACKOFF = (1.0, 60.0)
RATE_BACKOFF = (1.0, 30.0)
NOT_SENT_BACKOFF = (2.0, 60.0)
SAVE_BACKOFF = (2.0, 600.0)
STORAGE_PAUSE = 30.0
BREAKER_PROBE = 60.0
LIMIT_RISES_EVERY = 300.0

STARTS_BEFORE_QUARANTINE = 3
SAVES_BEFORE_ATTENTION = 8

ALWAYS = float("inf")

FIRST_LOOK = 2.0
"""A task that is refused right after its acceptance ends in about this time."""

POLL_BANDS: tuple[tuple[float, float], ...] = (
    (900.0, 4.0),
    (1800.0, 15.0),
    (7200.0, 60.0),
    (ALWAYS, 600.0),
)
"""(age up to, interval) of a running task while nobody waits for its slot.

Nearly all tasks end within the first band; a look costs neither credits nor a slot,
and every second between the end and the look is one that a person waits.
"""

WAITED_FOR_UNTIL = 1800.0
WAITED_FOR_BANDS: tuple[tuple[float, float], ...] = (
    (45.0, 0.8),
    (90.0, 1.5),
    (150.0, 2.4),
    (ALWAYS, 3.2),
)
"""(expected seconds up to, interval) of a task whose slot somebody waits for.

A slot stands idle for half an interval on average, so short tasks are looked at more
often: about one hundredth of a slot's time is lost to looking.
"""

CALLBACK_GAP = 1.0
"""Callbacks bring about at most one look in this time."""

POLL_JITTER = 0.15
BEAT = 0.25
BEAT_FLOOR = 0.02


def backoff(attempt: int, low: float, high: float) -> float:
    """Return the unscaled wait before try `attempt` (from 1), with full jitter."""
    ceiling = min(high, low * 2 ** min(attempt, 16))
    return _spread(low, max(low, ceiling))


def _spread(low: float, high: float) -> float:
    return random.uniform(low, high)  # noqa: S311 - spreads load, guards nothing


@dataclass(frozen=True, slots=True)
class Band:
    """When tasks up to this age, of up to this expected length, are looked at next."""

    age: float
    expected: float
    interval: float


@dataclass(frozen=True, slots=True)
class Pace:
    """The waits of one studio. `factor` is STUDIO_PACE."""

    factor: float = 1.0
    create_deadline: float = 60.0

    def scaled(self, seconds: float) -> float:
        return seconds * self.factor

    def create_deadline_of(self, kind: str) -> float:
        """An extension can't be looked up by own id, so it is waited for longer."""
        return self.create_deadline * (2 if kind == "video_extend" else 1)

    def create_lease(self, kind: str) -> float:
        return self.create_deadline_of(kind) + LEASE_MARGIN

    @property
    def query_lease(self) -> float:
        return QUERY_DEADLINE + LEASE_MARGIN

    @property
    def save_lease(self) -> float:
        return DOWNLOAD_DEADLINE + LEASE_MARGIN * 6

    @property
    def illustrate_lease(self) -> float:
        return RENDITIONS_DEADLINE + LEASE_MARGIN

    @property
    def bell_lease(self) -> float:
        return max(BELL_LEASE_FLOOR, self.scaled(BELL_LEASE))

    def settle_window(self, kind: str) -> float:
        """How long a lost create must stay unfound before its absence is proven."""
        floor = 2 * self.create_deadline_of(kind) + LEASE_MARGIN
        return max(self.scaled(SETTLE_WINDOW), floor)

    def settle_deadline(self, kind: str) -> float:
        """After this long in doubt, a person has to look."""
        return 3 * self.settle_window(kind)

    def next_settle_look(self, kind: str, age: float) -> float:
        """Return the seconds until the next look at a create lost `age` ago."""
        window = self.settle_window(kind)
        for first in map(self.scaled, SETTLE_FIRST_LOOKS):
            if age < first:
                return first - age
        return min(window / 4, max(age / 2, self.scaled(SETTLE_FIRST_LOOKS[0]), 0.2))

    def poll_bands(self, *, waited_for: bool) -> list[Band]:
        """Return the plan of looks: the first band that fits a task counts."""
        waited = [(WAITED_FOR_UNTIL, *band) for band in WAITED_FOR_BANDS]
        calm = [(age, ALWAYS, interval) for age, interval in POLL_BANDS]
        jitter = self.factor * _spread(1 - POLL_JITTER, 1 + POLL_JITTER)
        return [
            Band(self.scaled(age), self.scaled(expected), interval * jitter)
            for age, expected, interval in (waited if waited_for else []) + calm
        ]

    @property
    def first_look(self) -> float:
        return self.scaled(FIRST_LOOK)

    def wait(self, attempt: int, bounds: tuple[float, float]) -> float:
        """Return the scaled wait before try `attempt`, between `bounds`."""
        return self.scaled(backoff(attempt, *bounds))

    @property
    def beat(self) -> float:
        return max(BEAT_FLOOR, self.scaled(BEAT))
