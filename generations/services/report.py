"""What happened over some days: ends by day, by model, by reason and by person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Avg, Count, F, Q, Sum
from django.db.models.functions import TruncDate
from django.utils import timezone

from generations import wiring
from generations.models import (
    Cause,
    LedgerEntry,
    State,
    failed_by,
    failed_by_service,
)
from generations.models.sets import GenerationQuerySet

from .overview import ended_since
from .usage import midnight

Row = dict[str, Any]
ENDS = {
    "clips": Count("pk", filter=Q(state=State.SUCCEEDED)),
    "failures": Count("pk", filter=failed_by_service()),
    "refusals": Count("pk", filter=failed_by(Cause.CONTENT)),
    "bad_requests": Count("pk", filter=failed_by(Cause.REQUEST)),
}


@dataclass(frozen=True, slots=True)
class Report:
    since: date
    by_day: list[Row]
    by_model: list[Row]
    by_reason: list[Row]
    by_person: list[Row]


def report(days: int) -> Report:
    """Return what ended in the last `days` days, today among them (UTC)."""
    since = timezone.now().date() - timedelta(days=days - 1)
    ended = ended_since(midnight(since)).order_by()
    return Report(
        since=since,
        by_day=by_day(days),
        by_model=_by_model(ended),
        by_reason=_by_reason(ended),
        by_person=_by_person(since),
    )


def by_day(days: int) -> list[Row]:
    """Return the ends of each of the last `days` days, also of the empty ones."""
    first = timezone.now().date() - timedelta(days=days - 1)
    rows = ended_since(midnight(first)).order_by().annotate(day=TruncDate("ended_at"))
    found = {row["day"]: row for row in rows.values("day").annotate(**ENDS)}
    nothing = dict.fromkeys(ENDS, 0)
    every_day = [first + timedelta(days=n) for n in range(days)]
    return [{"day": day, **nothing, **found.get(day, {})} for day in every_day]


def _by_model(ended: GenerationQuerySet) -> list[Row]:
    rows = ended.values("kind", "model", "mode").annotate(
        **ENDS,
        credits=Sum("credits", filter=Q(state=State.SUCCEEDED)),
        took=Avg(
            F("slot_freed_at") - F("submitted_at"), filter=Q(state=State.SUCCEEDED)
        ),
    )
    return [dict(row) for row in rows.order_by("kind", "model", "mode")]


def _by_reason(ended: GenerationQuerySet) -> list[Row]:
    failed = ended.filter(state=State.FAILED)
    rows = failed.values("reason_cause", "reason_code").annotate(count=Count("pk"))
    return [dict(row) for row in rows.order_by("-count", "reason_code")]


def _by_person(since: date) -> list[Row]:
    paid = LedgerEntry.objects.captured_since(
        midnight(since), sandbox=wiring.sandbox()
    ).order_by()
    rows = paid.values("wallet__owner__email").annotate(
        credits=Sum("amount", default=Decimal(0)), clips=Count("pk")
    )
    return [dict(row) for row in rows.order_by("-credits")[:20]]
