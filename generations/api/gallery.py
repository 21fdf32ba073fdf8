"""Which clips of the gallery are asked for."""

from __future__ import annotations

from functools import reduce
from operator import and_
from typing import Any

from django.db.models import Q

from generations.capability.reading.fields import KINDS
from generations.capability.reading.report import Report
from generations.errors import Problem, Remedy
from generations.models.videos import VideoQuerySet

from . import query

MOST_WORDS = 8


def _later(report: Report, name: str, text: str) -> None:
    """Refuse a collection: there are none yet."""
    detail = "Collections open with a later version of this studio."
    out = Remedy("Leave it out.", {name: None})
    report.problems.append(Problem(name, "not_offered_yet", detail, out))


FILTERS: query.Parameters = {
    "search": query.text,
    "kind": query.words(KINDS),
    "model": query.words(),
    "favourite": query.flag,
    "collection": query.Reader(_later, {"type": "string"}),
    "trashed": query.flag,
    "created_after": query.moment,
    "created_before": query.moment,
}


def filtered(rows: VideoQuerySet, asked: dict[str, Any]) -> VideoQuerySet:
    """Narrow clips down to what the query parameters ask for."""
    rows = rows.trashed() if asked.get("trashed") else rows.kept()
    for name in ("kind", "model"):
        if name in asked:
            rows = rows.filter(**{f"{name}__in": asked[name]})
    if "favourite" in asked:
        rows = rows.filter(favourite=asked["favourite"])
    if "created_after" in asked:
        rows = rows.filter(created_at__gt=asked["created_after"])
    if "created_before" in asked:
        rows = rows.filter(created_at__lt=asked["created_before"])
    words = asked.get("search", "").split()[:MOST_WORDS]
    return rows.filter(reduce(and_, map(_mentions, words))) if words else rows


def _mentions(word: str) -> Q:
    """Return the clips that have a word somewhere in their texts or their id."""
    texts = Q(title__icontains=word) | Q(prompt__icontains=word)
    return texts | Q(note__icontains=word) | Q(id__icontains=word)
