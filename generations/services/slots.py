"""The slots of the gateway accounts at work, and what holds them, in one query."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from heapq import heapify
from math import sqrt
from typing import Any, NamedTuple

from django.db.models import FilteredRelation

from generations import wiring
from generations.models import GatewayAccount, in_slot

Slot = tuple[float, float]
"""When a slot is free again, in seconds from now: mean and variance."""

IDLE: Slot = (0.0, 0.0)


class Running(NamedTuple):
    """A job that the gateway may be counting."""

    lane: int
    sent: datetime | None
    p50: float
    p90: float

    def rest(self, now: datetime) -> Slot:
        """Return how long it still holds its slot.

        One that outlasts its median is expected to go on for a part of the spread.
        """
        elapsed = (now - self.sent).total_seconds() if self.sent else 0.0
        variance = variance_of(self.p50, self.p90)
        return max(self.p50 - elapsed, sqrt(variance) / 2), variance


@dataclass(slots=True)
class Account:
    """One account that is switched on."""

    limit: int
    stopped: bool
    paused: bool
    running: list[Running] = field(default_factory=list)

    @property
    def idle(self) -> int:
        return max(0, self.limit - len(self.running))

    def slots(self, now: datetime) -> Iterator[Slot]:
        """Yield each slot, those that are free sooner first."""
        yield from [IDLE] * self.idle
        yield from sorted(job.rest(now) for job in self.running)[: self.limit]


def accounts(now: datetime) -> list[Account]:
    """Return the accounts of the realm at work."""
    found: dict[int, Account] = {}
    for pk, concurrency, learned, opened, pause, *job in _rows():
        if pk not in found:
            limit = max(1, min(concurrency, learned))
            paused = pause is not None and pause > now
            found[pk] = Account(limit, opened is not None, paused)
        if job[0] is not None:
            found[pk].running.append(Running(*job))
    return list(found.values())


def _rows() -> Iterable[tuple[Any, ...]]:
    holding = FilteredRelation("jobs", condition=in_slot("jobs__state"))
    at_work = GatewayAccount.objects.filter(sandbox=wiring.sandbox(), enabled=True)
    return at_work.annotate(job=holding).values_list(
        "pk",
        "concurrency",
        "learned_limit",
        "breaker_opened_at",
        "paused_until",
        "job__lane_id",
        "job__submitted_at",
        "job__expected_p50",
        "job__expected_p90",
    )


def free_from(found: list[Account], now: datetime) -> list[Slot]:
    """Return a heap of all slots that may be sent to: none under open breakers."""
    slots = [slot for each in found if not each.stopped for slot in each.slots(now)]
    heapify(slots)
    return slots


def variance_of(p50: float, p90: float) -> float:
    """Return the variance that these two percentiles of a normal speak of."""
    return max(0.02 * p50, (p90 - p50) / 1.2816) ** 2
