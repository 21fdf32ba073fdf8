"""Where a job would stand that is accepted now, without looking at every other one.

Accepting must not become slower with the length of the line, so each lane counts as
so many jobs of its usual cost.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from math import floor
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, F, Max, Sum
from django.utils import timezone

from generations import wiring
from generations.models import Generation, Lane, VirtualClock

from .doubts import ONE_AT_A_TIME
from .forecast import CELL, Place, cell_of, range_of
from .history import Cell, Expected, expected
from .holdups import Holdups
from .needs import NOTHING, Needs
from .returning import asking_since
from .slots import Account, accounts, free_from
from .starts import Starts
from .twins import Twins

SAME = 1e-6
"""A part of a turn below which two are the same but for rounding."""


class Backlog(NamedTuple):
    """What waits in one lane of one cell: how many jobs, and their cost in all.

    `account` is the only one that will do for them, if there is one.
    """

    lane: int
    start: float
    weight: float
    cap: int | None
    jobs: int
    cost: float
    newest: datetime
    account: int | None
    cell: Cell


class Own(NamedTuple):
    """The person's own lane, and the turn that one more job of theirs would have."""

    lane: int
    cap: int | None
    turn: float


def place_of_newcomer(owner_id: UUID, took: Expected, needs: Needs = NOTHING) -> Place:
    """Return where a person's next job would stand; it is expected to take so long."""
    now, lanes = timezone.now(), _lanes()
    mine = lanes.pop(owner_id, [])
    own = _own(owner_id, mine)
    ahead = list(_before(own.turn, [mine, *lanes.values()]))
    position = 1 + round(sum(jobs for _, jobs, _ in ahead))
    own_position = 1 + sum(each.jobs for each in mine)
    at_work = accounts()
    slots, starts = free_from(at_work, now), None
    played = Starts(slots) if slots else None
    if played and played.has(needs.account):
        for cell, jobs, account in ahead:
            if played.has(account):
                played.take(expected(cell), jobs, account)
        returning = _returning(own.turn, lanes.values(), asking_since(now))
        after = _twins_end(needs, took, at_work, now)
        span = played.span(took, returning, account=needs.account, after=after)
        starts = range_of(span, now)
    holdup = Holdups(at_work, now).of(own.lane, own.cap, position, needs)
    return Place(position, own_position, starts, holdup)


def _twins_end(
    needs: Needs, took: Expected, at_work: list[Account], now: datetime
) -> float:
    """Return when all those have ended that are to be made of the same clip before."""
    if needs.clip is None:
        return 0.0
    waiting = Generation.objects.waiting(sandbox=wiring.sandbox())
    twins = waiting.filter(kind__in=ONE_AT_A_TIME, source_video_id=needs.clip)
    return Twins(at_work, now).end(needs) + twins.count() * took.mean


def _lanes() -> defaultdict[UUID, list[Backlog]]:
    """Return what waits, by whose it is."""
    rows = Generation.objects.waiting(sandbox=wiring.sandbox()).order_by()
    grouped = rows.values("owner_id", "lane_id", "bound_to_id", *CELL).annotate(
        start=F("lane__virtual_start"),
        weight=F("lane__weight"),
        cap=F("lane__running_cap"),
        jobs=Count("pk"),
        costs=Sum("cost"),
        newest=Max("created_at"),
    )
    lanes: defaultdict[UUID, list[Backlog]] = defaultdict(list)
    for (
        owner,
        lane,
        account,
        *cell,
        start,
        weight,
        cap,
        jobs,
        cost,
        newest,
    ) in grouped.values_list(
        "owner_id",
        "lane_id",
        "bound_to_id",
        *CELL,
        "start",
        "weight",
        "cap",
        "jobs",
        "costs",
        "newest",
    ):
        facts = lane, start, weight, cap, jobs, cost, newest, account
        lanes[owner].append(Backlog(*facts, cell_of(*cell)))
    return lanes


def _own(owner_id: UUID, waiting: list[Backlog]) -> Own:
    """Return the lane as its backlog tells it; only an empty one is asked for."""
    if waiting:
        lane = waiting[0]
        after = lane.start + sum(each.cost for each in waiting) / lane.weight
        return Own(lane.lane, lane.cap, after)
    idle = Lane.objects.of(owner_id, sandbox=wiring.sandbox())
    enters = max(idle.virtual_start, VirtualClock.reading(sandbox=idle.sandbox))
    return Own(idle.pk, idle.running_cap, enters)


def _before(
    turn: float, lanes: Iterable[list[Backlog]]
) -> Iterator[tuple[Cell, float, int | None]]:
    """Yield how many jobs of which cell have their turn no later than `turn`, and the
    account that they are bound to.

    A lane's jobs follow each other at the distance of their mean cost; one whose turn
    is at the very same moment came earlier and goes first.
    """
    for lane in lanes:
        jobs = sum(each.jobs for each in lane)
        for each in lane:
            distance = sum(each.cost for each in lane) / jobs / each.weight
            turns = floor((turn - each.start) / distance + SAME) + 1
            share = min(1.0, max(0, turns) / jobs)
            yield each.cell, each.jobs * share, each.account


def _returning(turn: float, lanes: Iterable[list[Backlog]], asking: datetime) -> float:
    """Return how many turns before this one those may take who still ask."""
    more = 0.0
    for lane in lanes:
        if max(each.newest for each in lane) < asking:
            continue
        jobs, cost = sum(each.jobs for each in lane), sum(each.cost for each in lane)
        weight, start = lane[0].weight, lane[0].start
        after, distance = start + cost / weight, cost / jobs / weight
        more += max(0.0, (turn - after) / distance)
    return more
