"""Each waiting job's place in line, and between when and when it should start.

The turns are played through exactly as `dispatch` will take them. Times follow from
what the slots are busy with and how long such jobs took: each start carries a mean
and a variance, and the range is where nine of ten such starts fall.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from heapq import heapify, heappop, heappush
from math import sqrt
from uuid import UUID

from django.utils import timezone

from generations import wiring
from generations.models import (
    HOLDS_A_SLOT,
    GatewayAccount,
    Generation,
    Lane,
    VirtualClock,
)

NINE_OF_TEN = 1.645
HANDOVER = 2.5
"""Seconds (scaled) from a task's end until the next one has its slot."""

HANDOVER_FLOOR = 0.15


@dataclass(frozen=True, slots=True)
class Place:
    """Where one job stands: 1-based places, and the range of its start.

    The range is None while nothing can be sent (an open breaker).
    """

    position: int
    own_position: int
    starts: tuple[datetime, datetime] | None


@dataclass(frozen=True, slots=True)
class Job:
    id: UUID
    lane: int
    cost: float
    mean: float
    variance: float


Slot = tuple[float, float]
"""When a slot is free again, in seconds from now: mean and variance."""


def places() -> dict[UUID, Place]:
    """Return the place of every waiting job of the realm at work."""
    now = timezone.now()
    slots = _slots(now)
    found: dict[UUID, Place] = {}
    own: dict[int, int] = defaultdict(int)
    for position, job in enumerate(_in_turn(), start=1):
        own[job.lane] += 1
        starts = _start(slots, job, now) if slots else None
        found[job.id] = Place(position, own[job.lane], starts)
    return found


def place_of(generation: Generation) -> Place | None:
    """Return the place of one job, None when it no longer waits."""
    return places().get(generation.pk)


def newcomer(owner_id: UUID, p50: float) -> tuple[datetime, datetime] | None:
    """Return when a job accepted now would start."""
    now = timezone.now()
    slots = _slots(now)
    if not slots:
        return None
    lanes, waiting = _waiting()
    lane = Lane.objects.of(owner_id, sandbox=wiring.sandbox())
    job = Job(UUID(int=0), lane.pk, p50, p50, 0.0)
    clock = VirtualClock.reading(sandbox=wiring.sandbox())
    lanes.setdefault(lane.pk, (max(lane.virtual_start, clock), lane.weight, lane.pk))
    waiting[lane.pk].append(job)
    for turn in _play(lanes, waiting):
        starts = _start(slots, turn, now)
        if turn.id == job.id:
            return starts
    return None


def _in_turn() -> Iterator[Job]:
    return _play(*_waiting())


Lanes = dict[int, tuple[float, float, int]]


def _waiting() -> tuple[Lanes, dict[int, deque[Job]]]:
    """Return the lanes as (virtual start, weight, id), and their jobs, oldest first."""
    lanes = Lane.objects.filter(sandbox=wiring.sandbox(), waiting__gt=0)
    rows = Generation.objects.waiting(sandbox=wiring.sandbox()).order_by("id")
    jobs: dict[int, deque[Job]] = defaultdict(deque)
    columns = ("pk", "lane_id", "cost", "expected_p50", "expected_p90")
    for pk, lane, cost, p50, p90 in rows.values_list(*columns):
        jobs[lane].append(Job(pk, lane, cost, p50, _variance(p50, p90)))
    known = lanes.values_list("pk", "virtual_start", "weight")
    return {pk: (start, weight, pk) for pk, start, weight in known}, jobs


def _play(lanes: Lanes, waiting: dict[int, deque[Job]]) -> Iterator[Job]:
    """Take turns: the lane with the smallest start goes, and moves on by its cost."""
    heap = [(start, pk, weight) for start, weight, pk in lanes.values() if waiting[pk]]
    heapify(heap)
    while heap:
        start, pk, weight = heappop(heap)
        job = waiting[pk].popleft()
        yield job
        if waiting[pk]:
            heappush(heap, (start + job.cost / weight, pk, weight))


def _slots(now: datetime) -> list[Slot]:
    """Return when each slot of the accounts that may be sent to is free."""
    slots: list[Slot] = []
    accounts = GatewayAccount.objects.filter(
        sandbox=wiring.sandbox(), enabled=True, breaker_opened_at__isnull=True
    )
    for account in accounts:
        busy = [_rest(*row, now) for row in _running(account)]
        idle = account.limit - len(busy)
        slots += sorted(busy)[: account.limit] + [(0.0, 0.0)] * max(0, idle)
    heapify(slots)
    return slots


def _running(account: GatewayAccount) -> list[tuple[datetime | None, float, float]]:
    rows = Generation.objects.filter(account=account, state__in=HOLDS_A_SLOT)
    return list(rows.values_list("submitted_at", "expected_p50", "expected_p90"))


def _rest(sent: datetime | None, p50: float, p90: float, now: datetime) -> Slot:
    """Return how long a running job still holds its slot.

    One that outlasts its median is expected to go on for a part of the spread.
    """
    elapsed = (now - sent).total_seconds() if sent else 0.0
    variance = _variance(p50, p90)
    return max(p50 - elapsed, sqrt(variance) / 2), variance


def _start(slots: list[Slot], job: Job, now: datetime) -> tuple[datetime, datetime]:
    """Give the job the slot that is free first, and return the range of its start."""
    mean, variance = heappop(slots)
    handover = max(HANDOVER_FLOOR, wiring.pace().scaled(HANDOVER))
    after = mean + job.mean + handover
    heappush(slots, (after, variance + job.variance))
    margin = NINE_OF_TEN * sqrt(variance) + handover
    earliest = max(0.0, mean - margin)
    return (
        now + timedelta(seconds=earliest),
        now + timedelta(seconds=mean + margin),
    )


def _variance(p50: float, p90: float) -> float:
    return max(0.02 * p50, (p90 - p50) / 1.2816) ** 2
