"""The gallery's wall: what is asked for in the address, and the tiles of one page.

A page has fifty tiles, so rows are read as plain values and everything that a tile
shows is put together here: the template only prints.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from generations.capability.reading.fields import KINDS
from generations.models import Video
from generations.services.gallery import ORDERS, filtered
from generations.services.media_paths import MediaPaths
from generations.services.paging import NEWEST, Page

from . import spans

SIZE = 50
LONGEST_NAME = 160
LONGEST_SEARCH = 200
COLUMNS = (
    "id", "title", "prompt", "model", "duration", "width", "height", "favourite",
    "posters", "preview",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tile:
    """One clip on the wall, ready to print."""

    id: str
    name: str
    model: str
    length: str
    shape: str
    poster: str
    preview: str
    file: str
    favourite: bool
    address: str


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


def wall(user: Any, asked: Asked) -> tuple[list[Tile], str]:
    """Return a page's tiles, and the address of the next page if there is one.

    Raises `ValidationFailed` for a cursor that this list did not give out.
    """
    order = ORDERS[asked.order]
    page = Page[Video](SIZE, order, asked.cursor)
    rows = filtered(Video.objects.visible_to(user), asked.filters())
    found = list(page.of(rows).values(*COLUMNS))
    shown, more = page.turned(found)
    ends = [(shown[at][order.column], str(shown[at]["id"])) for at in (0, -1) if shown]
    following, _ = page.cursors(ends, more=more)
    after = asked.link(cursor=following) if following else ""
    return list(_tiles(shown)), after


def _tiles(rows: Sequence[Mapping[str, Any]]) -> Iterator[Tile]:
    media = MediaPaths()
    pattern = reverse("video", args=["00000000-0000-0000-0000-000000000000"])
    before = pattern.partition("0")[0]
    for row in rows:
        pk = str(row["id"])
        yield Tile(
            pk,
            (row["title"] or row["prompt"])[:LONGEST_NAME],
            row["model"],
            spans.clock(round(row["duration"])),
            shape(row["width"], row["height"]),
            f"{media.of(pk, 'poster')}&w=640" if row["posters"] else "",
            media.of(pk, "preview") if row["preview"] else "",
            media.of(pk, "file"),
            row["favourite"],
            f"{before}{pk}/",
        )


def shape(width: int, height: int) -> str:
    """Return which of the wall's shapes a picture is nearest to."""
    ratio = width / max(1, height)
    return "w" if ratio > 1.3 else "t" if ratio < 0.77 else "s"
