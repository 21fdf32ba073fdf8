"""Keyset pages: a cursor is the last row's place, so a deep page costs what a first
one does, and nothing is skipped or doubled when rows come and go meanwhile."""

from __future__ import annotations

import json
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db.models import F, Model, Q, QuerySet

from generations.errors import Problem, Remedy, ValidationFailed

M = TypeVar("M", bound=Model)
T = TypeVar("T")
End = tuple[Any, str]
"""The value that the first or last row is sorted by, and its id."""


@dataclass(frozen=True, slots=True)
class Order:
    """One way to sort: a column, how its value is read back from a cursor, and which
    way; rows of equal value are sorted by id, the same way."""

    name: str
    column: str
    read: Callable[[Any], Any]
    descending: bool

    def keys(self, *, backwards: bool) -> list[Any]:
        columns = [self.column] if self.column == "id" else [self.column, "id"]
        down = self.descending != backwards
        return [F(name).desc() if down else F(name).asc() for name in columns]

    def after(self, value: Any, pk: UUID, *, backwards: bool) -> Q:
        """Return the rows beyond one place."""
        beyond = "lt" if self.descending != backwards else "gt"
        if self.column == "id":
            return Q(**{f"id__{beyond}": pk})
        tied = Q(**{self.column: value, f"id__{beyond}": pk})
        return Q(**{f"{self.column}__{beyond}": value}) | tied


def by(name: str, column: str, read: Callable[[Any], Any]) -> Order:
    """Return the order a client calls `name`: `-` in front sorts downwards."""
    return Order(name, column, read, name.startswith("-"))


#: Ids are ordered by time, and every list of a person has an index on them.
NEWEST = by("-created_at", "id", UUID)
OLDEST = by("created_at", "id", UUID)


def decimal(text: str) -> Decimal:
    """Read a duration back; longer or finer ones than any clip's are not ours."""
    return Decimal(_matched(r"\d{1,5}(\.\d{1,3})?", text))


def whole(text: str) -> int:
    return int(_matched(r"\d{1,18}", text))


def words(text: str) -> str:
    return _matched("[^\0\ud800-\udfff]*", text)


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def _matched(pattern: str, text: str) -> str:
    if re.fullmatch(pattern, text, re.ASCII | re.DOTALL) is None:
        raise ValueError(text)
    return text


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page starts: beyond this row, forwards or backwards."""

    value: Any
    pk: UUID
    backwards: bool


class Page(Generic[M]):
    """One page of a list: so many rows, beyond a cursor if there is one."""

    def __init__(self, size: int, order: Order = NEWEST, cursor: str = "") -> None:
        self.size = size
        self.order = order
        self.place = _read(cursor, order) if cursor else None

    @property
    def backwards(self) -> bool:
        return self.place is not None and self.place.backwards

    def of(self, rows: QuerySet[M]) -> QuerySet[M]:
        """Return the page's rows, and one more if there are more; see `turned`."""
        if self.place is not None:
            here = self.place
            rows = rows.filter(
                self.order.after(here.value, here.pk, backwards=here.backwards)
            )
        return rows.order_by(*self.order.keys(backwards=self.backwards))[
            : self.size + 1
        ]

    def turned(self, found: Sequence[T]) -> tuple[list[T], bool]:
        """Return the page's rows in the list's order, and whether there are more."""
        rows = list(found[: self.size])
        return rows[::-1] if self.backwards else rows, len(found) > self.size

    def cursors(self, ends: Sequence[End], *, more: bool) -> tuple[str, str]:
        """Return the cursors of the next and the previous page, empty without one.

        `ends` are the first and last row's places.
        """
        if not ends:
            return "", ""
        first, last = ends
        goes_on = more or self.backwards
        came_from = more if self.backwards else self.place is not None
        return (
            self._cursor(last, "n") if goes_on else "",
            self._cursor(first, "p") if came_from else "",
        )

    def _cursor(self, end: End, way: str) -> str:
        value, pk = end
        told = [self.order.name, way, pk]
        if self.order.column != "id":
            told.append(str(value))
        text = json.dumps(told, separators=(",", ":"))
        return urlsafe_b64encode(text.encode()).rstrip(b"=").decode()


def _read(cursor: str, order: Order) -> Place:
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        name, way, pk, *value = json.loads(urlsafe_b64decode(padded))
        if name != order.name or way not in ("n", "p"):
            raise ValueError(cursor)
        at = order.read(*value) if order.column != "id" else None
        return Place(at, UUID(pk), way == "p")
    except _UNREADABLE:
        text = "The cursor is not one that this list gave out in this order."
        out = Remedy("Start without `cursor`.", {"cursor": None})
        raise ValidationFailed([Problem("cursor", "bad_cursor", text, out)]) from None


_UNREADABLE = (
    ValueError,
    TypeError,
    AttributeError,
    ArithmeticError,
    RecursionError,
)
