"""What an operator wants to know at a glance, of the realm at work."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.db.models import Count
from django.utils import timezone

from generations import wiring
from generations.models import (
    Cause,
    GatewayAccount,
    Generation,
    Lane,
    LedgerEntry,
    State,
    failed_by,
    failed_by_service,
    made_at,
)
from generations.models.sets import GenerationQuerySet

from .history import quantile
from .slots import accounts
from .usage import midnight

A_DAY = timedelta(days=1)
LONGEST_LIFE = timedelta(days=3)
"""No request made earlier than this before a moment ends after it, short of trouble."""


@dataclass(frozen=True, slots=True)
class Overview:
    """Counts of now, and of the last 24 hours."""

    slots_used: int
    slots_limit: int
    slots_allowed: int
    stopped: int
    waiting: int
    oldest_waiting: datetime | None
    running: int
    unconfirmed: int
    attention: int
    spent_today: Decimal
    ended: int
    failures: int
    refusals: int
    disk_free: int

    @property
    def limit_was_learned(self) -> bool:
        """Whether the gateway allowed fewer tasks than the operator says."""
        return self.slots_limit < self.slots_allowed


def overview() -> Overview:
    now = timezone.now()
    at_work = accounts()
    allowed = GatewayAccount.objects.at_work(sandbox=wiring.sandbox()).concurrencies()
    waiting, oldest = Lane.objects.line(sandbox=wiring.sandbox())
    counts = _under_way()
    ended, failures, refusals = _ended_since(now - A_DAY)
    return Overview(
        slots_used=sum(len(each.running) for each in at_work),
        slots_limit=sum(each.limit for each in at_work),
        slots_allowed=allowed,
        stopped=sum(each.stopped for each in at_work),
        waiting=waiting,
        oldest_waiting=made_at(oldest) if oldest else None,
        running=counts[State.RUNNING],
        unconfirmed=counts[State.UNCONFIRMED],
        attention=counts[State.ATTENTION],
        spent_today=_spent_since(midnight(now.date())),
        ended=ended,
        failures=failures,
        refusals=refusals,
        disk_free=wiring.vault().free_bytes(),
    )


def live_queue(limit: int = 12) -> list[Generation]:
    """Return what was sent and then what waits, the oldest first.

    Waiting jobs are found by their lanes: an index serves that, and none their ids.
    """
    rows, sandbox = Generation.objects.order_by("id"), wiring.sandbox()
    lanes = Lane.objects.with_work(sandbox=sandbox)
    sent = rows.with_next_step(sandbox=sandbox).select_related("owner")[:limit]
    waiting = rows.waiting(sandbox=sandbox).filter(lane__in=lanes)
    return [*sent, *waiting.select_related("owner")[: limit - len(sent)]]


def render_times(hours: int = 24) -> list[tuple[datetime, float, float]]:
    """Return (hour, median, 90th percentile) of the seconds that clips took."""
    now = timezone.now()
    done = ended_since(now - timedelta(hours=hours)).filter(state=State.SUCCEEDED)
    taken: dict[datetime, list[float]] = defaultdict(list)
    for sent, freed in done.values_list("submitted_at", "slot_freed_at"):
        if sent and freed:
            hour = freed.replace(minute=0, second=0, microsecond=0)
            taken[hour].append((freed - sent).total_seconds())
    return [
        (hour, quantile(sorted(found), 0.5), quantile(sorted(found), 0.9))
        for hour, found in sorted(taken.items())
    ]


def ended_since(moment: datetime) -> GenerationQuerySet:
    """Return what ended from `moment` on, found by its young ids."""
    recent = Generation.objects.made_since(moment - LONGEST_LIFE)
    return recent.filter(sandbox=wiring.sandbox(), ended_at__gte=moment)


def _under_way() -> dict[str, int]:
    rows = Generation.objects.with_next_step(sandbox=wiring.sandbox()).order_by()
    counted = rows.values_list("state").annotate(Count("pk"))
    return defaultdict(int, counted)


def _ended_since(moment: datetime) -> tuple[int, int, int]:
    """Return how many ended, failed, and were refused by content rules.

    A refusal is the rules at work and no failure of the service; what a person's
    own request broke is none either.
    """
    ended = ended_since(moment)
    found = ended.aggregate(
        ended=Count("pk"),
        failures=Count("pk", filter=failed_by_service()),
        refusals=Count("pk", filter=failed_by(Cause.CONTENT)),
    )
    return found["ended"], found["failures"], found["refusals"]


def _spent_since(moment: datetime) -> Decimal:
    captured = LedgerEntry.objects.captured_since(moment, sandbox=wiring.sandbox())
    return captured.sums().get("capture", Decimal(0))
