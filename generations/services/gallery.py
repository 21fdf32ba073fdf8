"""Which clips of the gallery are asked for, in which order, and how many they are."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import reduce
from operator import and_
from typing import Any

from django.db.models import Count, Q, Sum

from generations import wiring
from generations.models import Generation, Video
from generations.models.videos import VideoQuerySet

from . import paging

MOST_WORDS = 8
MOST_KNOWN = 1000
ORDERS = {
    order.name: order
    for order in (
        paging.NEWEST,
        paging.OLDEST,
        paging.by("-duration", "duration", paging.decimal),
        paging.by("-size", "size", paging.whole),
        paging.by("title", "title", paging.words),
    )
}


def filtered(rows: VideoQuerySet, asked: dict[str, Any]) -> VideoQuerySet:
    """Narrow clips down to what is asked for."""
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


_known: dict[tuple[Any, bool], tuple[str, Totals]] = {}


@dataclass(frozen=True, slots=True)
class Totals:
    """How much one person has: in the gallery, in the trash beside it, under way."""

    count: int
    seconds: float
    favourites: int
    trashed: int
    by_kind: Counter[str]
    by_model: Counter[str]
    active: int


def totals(user: Any, cursor: str) -> Totals:
    """Count what a person has, once for each place that their feed stands at.

    Whatever changes a count moves the feed, in the same transaction. So a count that
    was made at this cursor or after it holds for as long as the feed stands there.
    """
    at = (user.pk, wiring.sandbox())
    known = _known.get(at)
    if known is None or known[0] != cursor:
        while len(_known) >= MOST_KNOWN:
            _known.pop(next(iter(_known)))
        known = _known[at] = cursor, _count(user)
    return known[1]


def _count(user: Any) -> Totals:
    mine = Video.objects.visible_to(user).order_by()
    cells = mine.annotate(gone=Q(trashed_at__isnull=False)).values_list(
        "kind", "model", "favourite", "gone", Count("id"), Sum("duration")
    )
    count, seconds, favourites, trashed = 0, 0.0, 0, 0
    by_kind: Counter[str] = Counter()
    by_model: Counter[str] = Counter()
    for kind, model, favourite, in_trash, clips, length in cells:
        if in_trash:
            trashed += clips
            continue
        count, seconds = count + clips, seconds + float(length)
        favourites += clips if favourite else 0
        by_kind[kind] += clips
        by_model[model] += clips
    active = Generation.objects.visible_to(user).active().count()
    return Totals(count, seconds, favourites, trashed, by_kind, by_model, active)
