"""`videos/summary/`: how much there is, under the gallery's own filters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Count, Sum
from django.db.models.functions import TruncDate
from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from generations.models import Video
from generations.services.gallery import filtered

from .answers import answer
from .base import ApiView
from .documents.video import SummarySerializer
from .gallery import FILTERS

Counts = Mapping[str, Any]


class Summary(ApiView):
    """Count clips, their seconds and bytes, by kind, model and day (UTC)."""

    parameters = FILTERS

    @extend_schema(responses=SummarySerializer)
    def get(self, request: Request) -> HttpResponse:
        """Sum up the clips that the filters leave."""
        rows = filtered(Video.objects.visible_to(request.user), self.asked)
        cells = rows.order_by().annotate(date=TruncDate("created_at"))
        counted = cells.values("kind", "model", "date").annotate(
            count=Count("id"), seconds=Sum("duration"), bytes=Sum("size")
        )
        return answer(_summary(list(counted)))


def _summary(cells: Sequence[Counts]) -> Counts:
    days = _grouped(cells, "date")
    return {
        **_sum(cells),
        "by_kind": _grouped(cells, "kind"),
        "by_model": _grouped(cells, "model"),
        "by_day": [{"date": day["date"], "count": day["count"]} for day in days],
    }


def _grouped(cells: Iterable[Counts], name: str) -> list[Counts]:
    groups: dict[str, list[Counts]] = defaultdict(list)
    for cell in cells:
        groups[str(cell[name])].append(cell)
    return [{name: key, **_sum(groups[key])} for key in sorted(groups)]


def _sum(cells: Iterable[Counts]) -> Counts:
    found = list(cells)
    return {
        "count": sum(cell["count"] for cell in found),
        "seconds": round(float(sum(cell["seconds"] for cell in found)), 3),
        "bytes": sum(cell["bytes"] for cell in found),
    }
