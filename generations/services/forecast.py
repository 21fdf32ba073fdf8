"""Each waiting job's place in line, and between when and when it should start.

The turns are played through exactly as `dispatch` will take them. Times follow from
what the slots are busy with and how long such jobs took: each start carries a mean
and a variance, and the range is where nine of ten such starts fall. Reading all that
takes two queries, however many jobs, lanes and accounts there are.
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
from generations.models import Generation, Lane, VirtualClock

from .holdups import Holdup, Holdups
from .slots import IDLE, Slot, accounts, free_from, variance_of

NINE_OF_TEN = 1.645
HANDOVER = 2.5
"""Seconds (scaled) from a task's end until the next one has its slot."""

HANDOVER_FLOOR = 0.15


@dataclass(frozen=True, slots=True)
class Place:
    """Where one job stands: 1-based places, the range of its start, why it waits.

    The range is None while nothing can be sent (an open breaker).
    """

    position: int
    own_position: int
    starts: tuple[datetime, datetime] | None
    holdup: Holdup


@dataclass(frozen=True, slots=True)
class Job:
    id: UUID
    lane: int
    cost: float
    mean: float
    variance: float
    since: datetime


@dataclass(frozen=True, slots=True)
class Turns:
    """One lane's part in the turns."""

    start: float
    weight: float
    cap: int | None


Lanes = dict[int, Turns]
Waiting = dict[int, deque[Job]]


def places() -> dict[UUID, Place]:
    """Return the place of every waiting job of the realm at work."""
    now = timezone.now()
    at_work = accounts(now)
    slots, holdups = free_from(at_work, now), Holdups(at_work)
    lanes, waiting = _line()
    found: dict[UUID, Place] = {}
    own: dict[int, int] = defaultdict(int)
    for position, job in enumerate(_play(lanes, waiting), start=1):
        own[job.lane] += 1
        starts = _start(slots, job, now) if slots else None
        holdup = holdups.of(job.lane, lanes[job.lane].cap, position)
        found[job.id] = Place(position, own[job.lane], starts, holdup)
    return found


def place_of(generation: Generation) -> Place | None:
    """Return the place of one job, None when it no longer waits."""
    return places().get(generation.pk)


def newcomer(owner_id: UUID, p50: float) -> tuple[datetime, datetime] | None:
    """Return when a job accepted now would start."""
    now = timezone.now()
    slots = free_from(accounts(now), now)
    if not slots:
        return None
    lanes, waiting = _line()
    lane = Lane.objects.of(owner_id, sandbox=wiring.sandbox())
    job = Job(UUID(int=0), lane.pk, p50, p50, 0.0, now)
    clock = VirtualClock.reading(sandbox=wiring.sandbox())
    entering = Turns(max(lane.virtual_start, clock), lane.weight, lane.running_cap)
    lanes.setdefault(lane.pk, entering)
    waiting[lane.pk].append(job)
    for turn in _play(lanes, waiting):
        starts = _start(slots, turn, now)
        if turn.id == job.id:
            return starts
    return None


def _line() -> tuple[Lanes, Waiting]:
    """Return the lanes that wait, and their jobs, oldest first."""
    lanes: Lanes = {}
    waiting: Waiting = defaultdict(deque)
    rows = Generation.objects.waiting(sandbox=wiring.sandbox()).order_by("id")
    for pk, lane, cost, p50, p90, since, start, weight, cap in rows.values_list(
        "pk",
        "lane_id",
        "cost",
        "expected_p50",
        "expected_p90",
        "created_at",
        "lane__virtual_start",
        "lane__weight",
        "lane__running_cap",
    ):
        if lane not in lanes:
            lanes[lane] = Turns(start, weight, cap)
        waiting[lane].append(Job(pk, lane, cost, p50, variance_of(p50, p90), since))
    return lanes, waiting


def _play(lanes: Lanes, waiting: Waiting) -> Iterator[Job]:
    """Take turns: the lane with the smallest start goes, and moves on by its cost."""
    heap = [(each.start, pk, each.weight) for pk, each in lanes.items() if waiting[pk]]
    heapify(heap)
    while heap:
        start, pk, weight = heappop(heap)
        job = waiting[pk].popleft()
        yield job
        if waiting[pk]:
            heappush(heap, (start + job.cost / weight, pk, weight))


def _start(slots: list[Slot], job: Job, now: datetime) -> tuple[datetime, datetime]:
    """Give the job the slot that is free first, and return the range of its start.

    A job with an idle slot could start ever since it came: a range around now would
    be another one at every look, and the line would seem to move.
    """
    mean, variance = heappop(slots)
    handover = max(HANDOVER_FLOOR, wiring.pace().scaled(HANDOVER))
    after = mean + job.mean + handover
    heappush(slots, (after, variance + job.variance))
    if (mean, variance) == IDLE:
        return job.since, job.since + timedelta(seconds=handover)
    margin = NINE_OF_TEN * sqrt(variance) + handover
    earliest = max(0.0, mean - margin)
    return (
        now + timedelta(seconds=earliest),
        now + timedelta(seconds=mean + margin),
    )
