"""The slots of the gateway accounts at work, and what holds them, in one query."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from statistics import NormalDist
from typing import Any, NamedTuple

from django.db.models import FilteredRelation

from generations import wiring
from generations.models import GatewayAccount, in_slot

from .history import Cell, expected
from .needs import COLUMNS, Needs, needs_of

NORMAL = NormalDist()


class Slot(NamedTuple):
    """When a slot is free again, in seconds from now, and whose it is."""

    mean: float
    variance: float
    account: int = 0


IDLE = Slot(0.0, 0.0)


class Running(NamedTuple):
    """A job that the gateway may be counting."""

    lane: int
    sent: datetime | None
    moved: datetime
    needs: Needs
    cell: Cell

    def rest(self, now: datetime) -> Slot:
        """Return how long it still holds its slot, given how long it already has."""
        took = expected(self.cell)
        elapsed = (now - self.sent).total_seconds() if self.sent else 0.0
        return rest(took.mean, took.deviation, elapsed)


def rest(mean: float, deviation: float, elapsed: float) -> Slot:
    """Return what is left of a normal time of which `elapsed` has passed.

    The mean and variance of the part of the curve that lies ahead (the inverse Mills
    ratio); far out they go to nothing, and a thirtieth of the deviation is left.
    """
    late = (elapsed - mean) / deviation
    ahead = 1 - NORMAL.cdf(late)
    if ahead < 1e-9:
        return Slot(deviation / 30, (deviation / 30) ** 2)
    pull = NORMAL.pdf(late) / ahead
    left = mean + deviation * pull - elapsed
    spread = 1 + late * pull - pull * pull
    return Slot(max(left, deviation / 30), max(spread, 1 / 900) * deviation**2)


@dataclass(slots=True)
class Account:
    """One account that is switched on."""

    pk: int
    limit: int
    stopped: bool
    paused_until: datetime | None
    running: list[Running] = field(default_factory=list)

    def is_paused(self, moment: datetime) -> bool:
        return self.paused_until is not None and self.paused_until > moment

    @property
    def idle(self) -> int:
        return max(0, self.limit - len(self.running))

    def slots(self, now: datetime) -> Iterator[Slot]:
        """Yield each slot, those that are free sooner first."""
        busy = sorted(job.rest(now) for job in self.running)[: self.limit]
        for slot in (*[IDLE] * self.idle, *busy):
            yield slot._replace(account=self.pk)


def accounts() -> list[Account]:
    """Return the accounts of the realm at work."""
    found: dict[int, Account] = {}
    for pk, concurrency, learned, opened, pause, *job in _rows():
        if pk not in found:
            limit = max(1, min(concurrency, learned))
            found[pk] = Account(pk, limit, opened is not None, pause)
        lane, sent, moved, bound, clip, kind, model, mode, duration = job
        if lane is not None:
            needs, cell = needs_of(kind, bound, clip), (kind, model, mode, duration)
            found[pk].running.append(Running(lane, sent, moved, needs, cell))
    return list(found.values())


def _rows() -> Iterable[tuple[Any, ...]]:
    holding = FilteredRelation("jobs", condition=in_slot("jobs__state"))
    at_work = GatewayAccount.objects.at_work(sandbox=wiring.sandbox())
    return at_work.annotate(job=holding).values_list(
        "pk",
        "concurrency",
        "learned_limit",
        "breaker_opened_at",
        "paused_until",
        "job__lane_id",
        "job__submitted_at",
        "job__updated_at",
        *(f"job__{name}" for name in COLUMNS),
        "job__kind",
        "job__model",
        "job__mode",
        "job__duration",
    )


def free_from(found: list[Account], now: datetime) -> list[Slot]:
    """Return all slots that may be sent to: none under open breakers."""
    return [slot for each in found if not each.stopped for slot in each.slots(now)]
