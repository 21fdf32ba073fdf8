"""The Reports room: some days of work, counted."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext as _

from generations.services.report import report

from .charts import bars, options

SPANS = (7, 30, 90)


def reports(request: HttpRequest) -> dict[str, Any]:
    """Return the report over the days that the address asks for."""
    if not request.user.has_perm("generations.view_generation"):
        raise PermissionDenied
    asked = request.GET.get("days", "")
    days = int(asked) if asked in map(str, SPANS) else 30
    found = report(days)
    return {
        "title": _("Reports"),
        "days": days,
        "spans": SPANS,
        "report": found,
        "days_chart": bars(found.by_day),
        "bar_options": options(stacked=True),
        "may_see_money": request.user.has_perm("generations.view_ledgerentry"),
    }
