"""The gallery's wall: what is asked for in the address, and the tiles of one page.

A page has fifty tiles: rows are read as the driver gives them, a stencil prints them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from generations.capability.reading.fields import KINDS
from generations.models import Video
from generations.services.gallery import ORDERS, filtered
from generations.services.media_paths import ROOT, MediaPaths
from generations.services.paging import NEWEST, Page
from generations.services.rows import NO_ITEMS, Columns, fetched, id_text

from . import spans
from .stencil import Stencil

SIZE = 50
LONGEST_NAME = 160
LONGEST_SEARCH = 200
TEXTS = ("name", "model", "poster")
PLAIN = ("id", "length", "shape", "preview", "file", "address")
COLUMNS = (
    "id", "title", "prompt", "model", "duration", "width", "height", "favourite",
    "posters", "preview", "size",
)  # fmt: skip
ENDS = (0, -1)

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the gallery's address asks for; what it cannot mean counts as absent."""

    search: str = ""
    kind: str = ""
    model: str = ""
    favourite: bool = False
    trashed: bool = False
    order: str = NEWEST.name
    cursor: str = ""

    def filters(self) -> dict[str, Any]:
        """Return the filters as the gallery's service takes them."""
        given = {
            "search": self.search,
            "kind": [self.kind] if self.kind else [],
            "model": [self.model] if self.model else [],
            "favourite": self.favourite,
            "trashed": self.trashed,
        }
        return {name: value for name, value in given.items() if value}

    def link(self, **changes: str) -> str:
        """Return this address with changes, from its first page on."""
        told = {
            "search": self.search,
            "kind": self.kind,
            "model": self.model,
            "favourite": "true" if self.favourite else "",
            "trashed": "true" if self.trashed else "",
            "order": "" if self.order == NEWEST.name else self.order,
            **changes,
        }
        query = urlencode({name: value for name, value in told.items() if value})
        return f"?{query}" if query else reverse("gallery")

    @property
    def narrowed(self) -> bool:
        return bool(self.search or self.kind or self.model or self.favourite)


def read(query: QueryDict) -> Asked:
    """Read the address of the gallery."""
    kind, order = query.get("kind", ""), query.get("order", "")
    return Asked(
        search=query.get("search", "").replace("\0", "").strip()[:LONGEST_SEARCH],
        kind=kind if kind in KINDS else "",
        model=query.get("model", "").replace("\0", "")[:40],
        favourite=query.get("favourite") in ("true", "1", "on"),
        trashed=query.get("trashed") in ("true", "1", "on"),
        order=order if order in ORDERS else NEWEST.name,
        cursor=query.get("cursor", ""),
    )


def wall(user: Any, asked: Asked) -> tuple[SafeString, str]:
    """Return the markup of a page's tiles, and the address of the next page if any.

    Raises `ValidationFailed` for a cursor that this list did not give out.
    """
    order = ORDERS[asked.order]
    page = Page[Video](SIZE, order, asked.cursor)
    rows = filtered(Video.objects.visible_to(user), asked.filters())
    found = [dict(zip(COLUMNS, row, strict=True)) for row in _fetched(page.of(rows))]
    shown, more = page.turned(found)
    ends = [(shown[at][order.column], id_text(shown[at]["id"])) for at in ENDS if shown]
    following, _ = page.cursors(ends, more=more)
    after = asked.link(cursor=following) if following else ""
    tiles = "".join(_tiles(shown, asked.trashed))
    return mark_safe(tiles), after  # noqa: S308 - a stencil escapes what it prints


def _fetched(rows: QuerySet[Video]) -> list[tuple[Any, ...]]:
    return fetched(rows, Columns(Video, COLUMNS))


def _tiles(rows: Sequence[Row], trashed: bool) -> Iterator[SafeString]:
    media, language = MediaPaths(), get_language() or ""
    for row in rows:
        pictured, liked = row["posters"] != NO_ITEMS, bool(row["favourite"])
        cut = _stencil(language, pictured, liked, trashed)
        yield cut.fill(_texts(row, media))


@cache
def _stencil(language: str, pictured: bool, liked: bool, trashed: bool) -> Stencil:
    told = {"pictured": pictured, "liked": liked, "trashed": trashed}
    return Stencil("gallery/_tile.html", TEXTS, PLAIN, **told)


def _texts(row: Row, media: MediaPaths) -> dict[str, str]:
    """Return what a tile prints, under TEXTS and PLAIN.

    Posters are signed, so that browsers keep them for everyone who may see them; the
    rest is fetched rarely, and opens with the session.
    """
    pk = id_text(row["id"])
    return {
        "id": pk,
        "name": (row["title"] or row["prompt"])[:LONGEST_NAME],
        "model": row["model"],
        "length": spans.clock(round(float(row["duration"]))),
        "shape": shape(row["width"], row["height"]),
        "poster": f"{media.of(pk, 'poster')}&w=640",
        "preview": f"{ROOT}/videos/{pk}/preview" if row["preview"] else "",
        "file": f"{ROOT}/videos/{pk}/file",
        "address": f"/videos/{pk}/",
    }


def shape(width: int, height: int) -> str:
    """Return which of the wall's shapes a picture is nearest to."""
    ratio = width / max(1, height)
    return "w" if ratio > 1.3 else "t" if ratio < 0.77 else "s"
