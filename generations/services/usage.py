"""What a person spent and holds, by day and by kind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, Sum
from django.db.models.functions import TruncDate
from django.utils import timezone

from generations import wiring
from generations.models import EntryKind, LedgerEntry, Wallet

from .credits import wallet_of

Row = dict[str, object]
GROUPS = {"kind": "generation__kind", "model": "generation__model"}


@dataclass(frozen=True, slots=True)
class Usage:
    wallet: Wallet
    today: Decimal
    month: Decimal
    by_day: list[Row]
    by_kind: list[Row]
    by_model: list[Row]


def usage_of(owner_id: UUID, since: date, until: date) -> Usage:
    """Return what was captured from `since` through `until` (days, UTC)."""
    wallet, today = wallet_of(owner_id), timezone.now().date()
    spent = _captured(owner_id).filter(
        created_at__gte=midnight(since),
        created_at__lt=midnight(until + timedelta(days=1)),
    )
    return Usage(
        wallet=wallet,
        today=_sum_since(owner_id, today),
        month=_sum_since(owner_id, today.replace(day=1)),
        by_day=list(
            spent.annotate(date=TruncDate("created_at"))
            .values("date")
            .annotate(credits=Sum("amount"), count=Count("id"))
            .order_by("date")
        ),
        by_kind=_grouped(spent, "kind"),
        by_model=_grouped(spent, "model"),
    )


def _captured(owner_id: UUID):  # type: ignore[no-untyped-def]
    return LedgerEntry.objects.filter(
        wallet__owner_id=owner_id,
        wallet__sandbox=wiring.sandbox(),
        kind=EntryKind.CAPTURE,
    )


def _grouped(spent, name: str) -> list[Row]:  # type: ignore[no-untyped-def]
    rows = spent.values(GROUPS[name]).annotate(credits=Sum("amount"), count=Count("id"))
    return [
        {name: row[GROUPS[name]], "credits": row["credits"], "count": row["count"]}
        for row in rows.order_by(GROUPS[name])
    ]


def _sum_since(owner_id: UUID, day: date) -> Decimal:
    spent = _captured(owner_id).filter(created_at__gte=midnight(day))
    return spent.aggregate(total=Sum("amount"))["total"] or Decimal(0)


def midnight(day: date) -> datetime:
    """Return when a day begins."""
    return datetime.combine(day, time.min, tzinfo=timezone.get_default_timezone())
