"""What a person spent and holds, by day and by kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, QuerySet, Sum
from django.db.models.functions import TruncDate
from django.utils import timezone

from generations import wiring
from generations.models import EntryKind, LedgerEntry, Wallet

from .credits import wallet_of

Row = Mapping[str, object]
GROUPS = {"kind": "generation__kind", "model": "generation__model"}


@dataclass(frozen=True, slots=True)
class Usage:
    wallet: Wallet
    today: Decimal
    month: Decimal
    by_day: Sequence[Row]
    by_kind: Sequence[Row]
    by_model: Sequence[Row]
    refunds: list[LedgerEntry]


def usage_of(owner_id: UUID, since: date, until: date) -> Usage:
    """Return what was captured from `since` through `until` (days, UTC)."""
    wallet, today = wallet_of(owner_id), timezone.now().date()
    asked = {
        "created_at__gte": midnight(since),
        "created_at__lt": midnight(until + timedelta(days=1)),
    }
    spent = _lines(owner_id, EntryKind.CAPTURE).filter(**asked)
    refunds = _lines(owner_id, EntryKind.REFUND).filter(**asked)
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
        refunds=list(refunds.select_related("generation").order_by("-id")),
    )


def _lines(owner_id: UUID, kind: EntryKind) -> QuerySet[LedgerEntry]:
    return LedgerEntry.objects.filter(
        wallet__owner_id=owner_id, wallet__sandbox=wiring.sandbox(), kind=kind
    )


def _grouped(spent: QuerySet[LedgerEntry], name: str) -> list[Row]:
    rows = spent.values(GROUPS[name]).annotate(credits=Sum("amount"), count=Count("id"))
    return [
        {name: row[GROUPS[name]], "credits": row["credits"], "count": row["count"]}
        for row in rows.order_by(GROUPS[name])
    ]


def _sum_since(owner_id: UUID, day: date) -> Decimal:
    captured = _lines(owner_id, EntryKind.CAPTURE)
    spent = captured.filter(created_at__gte=midnight(day))
    return spent.aggregate(total=Sum("amount"))["total"] or Decimal(0)


def midnight(day: date) -> datetime:
    """Return when a day begins."""
    return datetime.combine(day, time.min, tzinfo=timezone.get_default_timezone())
