"""Each waiting job's place in line, and between when and when it should start.

The turns are played through exactly as `dispatch` will take them, and the jobs into
the slots (see `starts`). Reading the line takes two queries, however many jobs, lanes
and accounts there are.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from heapq import heapify, heappop, heappush
from math import ceil
from typing import NamedTuple
from uuid import UUID

from django.utils import timezone

from generations import wiring
from generations.models import Generation

from .history import Cell, expected
from .holdups import Holdup, Holdups
from .needs import COLUMNS as NEEDS
from .needs import Needs, needs_of
from .returning import Returning
from .slots import Account, accounts, free_from
from .starts import Span, Starts
from .twins import Twins

Range = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Place:
    """Where one job stands: 1-based places, the range of its start, why it waits.

    The range is None while nothing can be sent (an open breaker).
    """

    position: int
    own_position: int
    starts: Range | None
    holdup: Holdup


class Job(NamedTuple):
    """A waiting job."""

    id: UUID
    lane: int
    cost: float
    cell: Cell
    since: datetime
    moved: datetime
    needs: Needs


class Turns(NamedTuple):
    """One lane's part in the turns."""

    start: float
    weight: float
    cap: int | None


Lanes = dict[int, Turns]
Waiting = dict[int, deque[Job]]


def places() -> dict[UUID, Place]:
    """Return the place of every waiting job of the realm at work.

    Nothing of it changes just because time passes: it is told as of the moment when
    the line moved last (see `_moment`), so a copy stays good until something happens.
    """
    at_work = accounts()
    lanes, waiting = _line()
    moment = _moment(at_work, waiting)
    slots, holdups = free_from(at_work, moment), Holdups(at_work, moment)
    starts = Starts(slots) if slots else None
    twins, returning = Twins(at_work, moment), Returning(moment)
    found: dict[UUID, Place] = {}
    own: dict[int, int] = defaultdict(int)
    for position, (job, turn) in enumerate(_play(lanes, waiting), start=1):
        own[job.lane] += 1
        holdup = holdups.of(job.lane, lanes[job.lane].cap, position, job.needs)
        ahead = returning.before(turn)
        when = None
        if starts and starts.has(job.needs.account):
            when = _next_start(starts, job, ahead, moment, twins)
        if not waiting[job.lane]:
            lane = lanes[job.lane]
            after = turn + job.cost / lane.weight
            returning.add(after, (after - lane.start) / own[job.lane], job.since)
        found[job.id] = Place(position, own[job.lane], when, holdup)
    return found


def place_of(generation: Generation) -> Place | None:
    """Return the place of one job, None when it no longer waits."""
    return places().get(generation.pk)


def _moment(at_work: list[Account], waiting: Waiting) -> datetime:
    """Return when the line moved last: a job came, was sent, or changed its state.

    Once the next start is late for what was foreseen then, it is foreseen anew, at
    every quarter of a task's usual time until something happens.
    """
    now = timezone.now()
    moves = [job.moved for jobs in waiting.values() for job in jobs]
    moves += [running.moved for each in at_work for running in each.running]
    moved = min(now, max(moves, default=now))
    slots = free_from(at_work, moved)
    if not slots or not waiting:
        return moved
    took = expected(next(iter(waiting.values()))[0].cell)
    _, latest = Starts(slots).span(took)
    late, step = (now - moved).total_seconds(), max(took.mean / 4, 1.0)
    steps = ceil(late / step) if late > latest else 0
    return moved + timedelta(seconds=steps * step)


def _line() -> tuple[Lanes, Waiting]:
    """Return the lanes that wait, and their jobs, oldest first."""
    lanes: Lanes = {}
    waiting: Waiting = defaultdict(deque)
    rows = Generation.objects.waiting(sandbox=wiring.sandbox()).order_by("lane", "id")
    for pk, lane, cost, since, moved, start, weight, cap, *needs in rows.values_list(
        "pk",
        "lane_id",
        "cost",
        "created_at",
        "updated_at",
        "lane__virtual_start",
        "lane__weight",
        "lane__running_cap",
        *NEEDS,
        *CELL,
    ):
        if lane not in lanes:
            lanes[lane] = Turns(start, weight, cap)
        account, clip, *cell = needs
        needed = needs_of(cell[0], account, clip)
        job = Job(pk, lane, cost, cell_of(*cell), since, moved, needed)
        waiting[lane].append(job)
    return lanes, waiting


CELL = ("kind", "model", "mode", "duration")


def cell_of(kind: str, model: str, mode: str, duration: int | None) -> Cell:
    return kind, model, mode, duration


def _play(lanes: Lanes, waiting: Waiting) -> Iterator[tuple[Job, float]]:
    """Take turns: the lane with the smallest start goes, and moves on by its cost.

    Of lanes that start alike the one goes whose oldest job came first.
    """
    heap = [(lanes[pk].start, jobs[0].id, pk) for pk, jobs in waiting.items()]
    heapify(heap)
    while heap:
        start, _, pk = heappop(heap)
        job = waiting[pk].popleft()
        yield job, start
        if waiting[pk]:
            after = start + job.cost / lanes[pk].weight
            heappush(heap, (after, waiting[pk][0].id, pk))


def _next_start(
    starts: Starts, job: Job, returning: float, moment: datetime, twins: Twins
) -> Range:
    """Return when the job starts, and let it take its slot."""
    account, took = job.needs.account, expected(job.cell)
    free, after = starts.mean(account), twins.end(job.needs)
    span = starts.span(took, returning, account=account, after=after)
    since = moment if max(free, after) else job.since
    twins.take(job.needs, max(free, after) + took.mean)
    if after <= free:  # else others fill the slot before
        starts.take(took, account=account)
    return range_of(span, since)


def range_of(span: Span, since: datetime) -> Range:
    """Return the moments that lie so far behind one.

    For a job with an idle slot that is when it came, since it could start ever since: a
    range around now would be another one at every look, and the line seem to move.
    """
    earliest, latest = span
    return since + timedelta(seconds=earliest), since + timedelta(seconds=latest)
