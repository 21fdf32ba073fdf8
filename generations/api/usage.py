from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from generations.errors import Problem, ValidationFailed
from generations.models import LedgerEntry
from generations.services.usage import usage_of

from . import query
from .answers import answer
from .base import ApiView
from .documents.account import UsageSerializer
from .times import spelt

GROUPS = ("day", "kind", "model")
LONGEST = timedelta(days=731)
USUAL = timedelta(days=29)


class Usage(ApiView):
    """`usage/`: credits held, spent and left."""

    parameters = {
        "from": query.day,
        "to": query.day,
        "group_by": query.words(GROUPS),
    }

    @extend_schema(responses=UsageSerializer)
    def get(self, request: Request) -> HttpResponse:
        """Show the wallet, and what was spent between two days, both included."""
        since, until = _days(self.asked)
        found = usage_of(self.user_id, since, until)
        wanted = self.asked.get("group_by", GROUPS)
        groups = {"day": found.by_day, "kind": found.by_kind, "model": found.by_model}
        return answer(
            {
                "balance": f"{found.wallet.balance:.2f}",
                "held": f"{found.wallet.held:.2f}",
                "spent": {
                    "today": f"{found.today:.2f}",
                    "month": f"{found.month:.2f}",
                },
                "refunds": [_refund(line) for line in found.refunds],
                **{
                    f"by_{name}": _rows(rows) if name in wanted else []
                    for name, rows in groups.items()
                },
            }
        )


def _refund(line: LedgerEntry) -> dict[str, object]:
    return {
        "generation": str(line.generation_id),
        "credits": f"{line.amount:.2f}",
        "reason": line.reason,
        "at": spelt(line.created_at),
    }


def _days(asked: dict[str, Any]) -> tuple[date, date]:
    """Return the days asked for: the last thirty unless said otherwise."""
    until = asked.get("to") or timezone.now().date()
    since = asked.get("from") or max(until, date.min + USUAL) - USUAL
    if since > until:
        raise _refused("from", "wrong_order", f"{since} is after {until}.")
    if until - since > LONGEST:
        text = f"One answer covers {LONGEST.days} days."
        raise _refused("from", "too_long_a_time", text)
    return since, min(until, date.max - timedelta(days=1))


def _refused(field: str, code: str, detail: str) -> ValidationFailed:
    return ValidationFailed([Problem(field, code, detail)])


def _rows(rows: Iterable[Mapping[str, object]]) -> list[dict[str, object]]:
    return [
        {
            name: str(value) if name == "date" else value
            for name, value in {**row, "credits": f"{row['credits']:.2f}"}.items()
        }
        for row in rows
    ]
