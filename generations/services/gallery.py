"""Which clips of the gallery are asked for, in which order, and how many they are."""

from __future__ import annotations

from functools import reduce
from operator import and_
from typing import Any

from django.db.models import Q

from generations.models.videos import VideoQuerySet

from . import paging

MOST_WORDS = 8
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
