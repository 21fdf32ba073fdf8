"""Pages of a list, asked for by query parameters and linked to in the answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from generations import wiring
from generations.services import paging
from generations.services.paging import NEWEST, End, M, Order

from . import query

DEFAULT_SIZE = 24
LARGEST = 200

PARAMETERS: query.Parameters = {
    "page_size": query.number(1, LARGEST),
    "cursor": query.text,
}


class Page(paging.Page[M]):
    """One page of a list, asked for by query parameters that were read already."""

    def __init__(self, asked: dict[str, Any], order: Order = NEWEST) -> None:
        size = asked.get("page_size") or DEFAULT_SIZE
        super().__init__(size, order, asked.get("cursor") or "")

    def links(
        self, path: str, asked: QueryDict, ends: Sequence[End], *, more: bool
    ) -> dict[str, str | None]:
        """Return `next` and `previous`; `ends` are the first and last row's places."""
        kept = {name: asked[name] for name in asked if name != "cursor"}
        address = f"{wiring.site_url()}{path}"

        def link(cursor: str) -> str | None:
            asked_on = urlencode({**kept, "cursor": cursor})
            return f"{address}?{asked_on}" if cursor else None

        forwards, backwards = self.cursors(ends, more=more)
        return {"next": link(forwards), "previous": link(backwards)}
