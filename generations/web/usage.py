"""`/usage/`: what is held, spent and left, by day and by kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from generations.services.usage import usage_of

from .names import KIND_NAMES

SPANS = (7, 30, 90)
USUAL = 30
GAP = 0.25
"""The part of a day's width that is left free beside its bar."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One day, drawn on a field of one unit a day and 100 high."""

    day: date
    credits: Decimal
    count: int
    x: float
    y: float
    height: float


@require_safe
def usage(request: HttpRequest) -> HttpResponse:
    """Show what one spent in the last days."""
    days = _days(request.GET.get("days", ""))
    today = timezone.now().date()
    since = today - timedelta(days=days - 1)
    person: Any = request.user
    found = usage_of(person.pk, since, today)
    bars = list(_bars(found.by_day, since, days))
    context = {
        "usage": found,
        "days": days,
        "spans": SPANS,
        "bars": bars,
        "most": max(bar.credits for bar in bars),
        "total": sum((bar.credits for bar in bars), Decimal(0)),
        "width": days - GAP,
        "by_kind": [{**row, "name": _name(row["kind"])} for row in found.by_kind],
    }
    return render(request, "usage/page.html", context)


def _days(text: str) -> int:
    return int(text) if text in map(str, SPANS) else USUAL


def _bars(rows: Sequence[Mapping[str, Any]], since: date, days: int) -> Iterator[Bar]:
    """Yield a bar for every day, also for those on which nothing was spent."""
    spent = {row["date"]: row for row in rows}
    most = max((row["credits"] for row in rows), default=None) or Decimal(1)
    for number in range(days):
        day = since + timedelta(days=number)
        row = spent.get(day, {"credits": Decimal(0), "count": 0})
        height = float(100 * row["credits"] / most)
        yield Bar(day, row["credits"], row["count"], number, 100 - height, height)


def _name(kind: object) -> object:
    return KIND_NAMES.get(str(kind), kind)
