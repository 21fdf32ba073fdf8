"""What changed for many people at once, read in few queries."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import groupby
from operator import or_
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q

from generations.api.records import records
from generations.models import Change, Feed

from .frames import told

PAGE = 200
"""Changes of one person that are read at once."""

TOGETHER = 50
"""People whose changes are read by one query."""


class Head(NamedTuple):
    """Where a person's feed stands."""

    epoch: str
    last: int
    floor: int


@dataclass(frozen=True, slots=True)
class Span:
    """A person's changes after one number, up to another."""

    user_id: UUID
    after: int
    last: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """The events of a span, and the number that is reached with them."""

    events: Sequence[tuple[int, bytes]]
    reached: int


def heads(user_ids: Collection[UUID]) -> dict[UUID, Head]:
    """Return where the feeds of these people stand, in one query."""
    rows = Feed.objects.filter(user_id__in=user_ids)
    found = rows.values_list("user_id", "epoch", "last", "floor")
    return {who: Head(epoch, last, floor) for who, epoch, last, floor in found}


def stretches(spans: Iterable[Span]) -> dict[UUID, Stretch]:
    """Return what to tell for each span, at most one span a person.

    A span longer than PAGE is told up to PAGE only.
    """
    long = [span for span in spans if span.last - span.after > PAGE]
    short = [span for span in spans if span.last - span.after <= PAGE]
    changes = [change for span in long for change in _page(span)]
    for start in range(0, len(short), TOGETHER):
        changes += _together(short[start : start + TOGETHER])
    return _by_person(spans, changes)


def _page(span: Span) -> list[Change]:
    return list(Change.objects.after(span.user_id, span.after)[:PAGE])


def _together(spans: Sequence[Span]) -> list[Change]:
    wanted = reduce(or_, (Q(user=s.user_id, seq__gt=s.after) for s in spans))
    return list(Change.objects.filter(wanted).order_by("user", "seq"))


def _by_person(spans: Iterable[Span], changes: Sequence[Change]) -> dict[UUID, Stretch]:
    found: dict[UUID, list[tuple[int, bytes]]] = {}
    for user_id, mine in groupby(
        zip(changes, records(changes), strict=True), key=lambda pair: pair[0].user_id
    ):
        found[user_id] = [(change.seq, told(record)) for change, record in mine]
    return {span.user_id: _stretch(span, found.get(span.user_id, [])) for span in spans}


def _stretch(span: Span, events: list[tuple[int, bytes]]) -> Stretch:
    if span.last - span.after > PAGE and len(events) == PAGE:
        return Stretch(events, events[-1][0])
    return Stretch(events, max([span.last, *(seq for seq, _ in events[-1:])]))
