"""`/gallery/`: every clip of one's own, found again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from generations.errors import ValidationFailed
from generations.services.gallery import ORDERS, Totals, totals

from . import spans, wall
from .cards import jobs_of
from .live import cursor_of
from .names import KIND_NAMES
from .wall import Asked

MOST_JOBS = 12
ORDER_NAMES = {
    "-created_at": gettext_lazy("Newest first"),
    "created_at": gettext_lazy("Oldest first"),
    "-duration": gettext_lazy("Longest first"),
    "-size": gettext_lazy("Largest first"),
    "title": gettext_lazy("By title"),
}


class Chip(NamedTuple):
    """A filter: what it is called, how many it leaves, where it leads."""

    name: Any
    clips: int
    address: str
    current: bool
    icon: str = ""


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Show a page of the wall; the address says which."""
    asked = wall.read(request.GET)
    try:
        tiles, after = wall.wall(request.user, asked)
        lost = False
    except ValidationFailed:
        asked, lost = replace(asked, cursor=""), True
        tiles, after = wall.wall(request.user, asked)
    context = {"asked": asked, "tiles": tiles, "after": after, "lost": lost}
    return render(request, "gallery/page.html", context | _around(request.user, asked))


def _around(user: Any, asked: Asked) -> dict[str, Any]:
    """Return what stands around the tiles."""
    cursor = cursor_of(user)
    sums = totals(user, cursor)
    first = not (asked.cursor or asked.narrowed or asked.trashed)
    return {
        "totals": sums,
        "footage": spans.footage(sums.seconds),
        "chips": list(_chips(sums, asked)),
        "orders": [(name, ORDER_NAMES[name]) for name in ORDERS],
        "cursor": cursor,
        "jobs": jobs_of(user, 0)[:MOST_JOBS] if first and sums.active else [],
    }


def _chips(sums: Totals, asked: Asked) -> Iterator[Chip]:
    """Yield the filters that leave something, and those that are in use."""
    plain = Asked(search=asked.search, order=asked.order)
    everything = not (asked.kind or asked.model or asked.favourite)
    yield Chip(_("All"), sums.count, plain.link(), everything)
    for name, counts in (("kind", sums.by_kind), ("model", sums.by_model)):
        chosen = getattr(asked, name)
        for value, count in _offered(counts, chosen):
            title = KIND_NAMES.get(value, value) if name == "kind" else value
            address = asked.link(**{name: "" if value == chosen else value})
            yield Chip(title, count, address, value == chosen)
    if sums.favourites or asked.favourite:
        address = asked.link(favourite="" if asked.favourite else "true")
        yield Chip(_("Favourites"), sums.favourites, address, asked.favourite, "heart")


def _offered(counts: Counter[str], chosen: str) -> Iterator[tuple[str, int]]:
    """Yield the values worth a chip: more than one, or the one that is chosen."""
    if len(counts) > 1 or chosen:
        yield from sorted(counts.items())
    if chosen and chosen not in counts:
        yield chosen, 0
