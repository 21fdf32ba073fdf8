"""The family tree of a clip: what it came from, and what came of it."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from generations.models import Video

MOST_SHOWN = 200
MOST_READ = 2000

WAYS = {"video_extend": "extend", "lip_sync": "lip_sync"}
CONTINUED = "continue"
"""How a clip of any other kind came from another: a frame of it was its first."""


class Edge(NamedTuple):
    """One clip came from another: how."""

    source: UUID
    video: UUID
    kind: str


@dataclass(frozen=True, slots=True)
class Lineage:
    """The clips nearest to the one asked for; `more` says that some are left out."""

    ids: tuple[UUID, ...]
    edges: tuple[Edge, ...]
    more: bool


def lineage(user: Any, video: Video) -> Lineage:
    """Return the family of a clip as this person may see it, the clip among it."""
    rows = _rows(user, video.family or video.pk)
    edges = [
        Edge(source, pk, WAYS.get(kind, CONTINUED))
        for pk, source, kind in rows
        if source
    ]
    beside: dict[UUID, list[UUID]] = defaultdict(list)
    for edge in edges:
        beside[edge.source].append(edge.video)
        beside[edge.video].append(edge.source)
    order = dict.fromkeys([*_outwards(video.pk, beside), *(pk for pk, _, _ in rows)])
    shown = list(order)[:MOST_SHOWN]
    there = set(shown)
    kept = (edge for edge in edges if {edge.source, edge.video} <= there)
    return Lineage(tuple(sorted(shown)), tuple(kept), more=len(order) > MOST_SHOWN)


def _rows(user: Any, first: UUID) -> list[tuple[UUID, UUID | None, str]]:
    """Return (id, source, kind) of a family's first clip and of its heirs."""
    mine = Video.objects.visible_to(user)
    heirs = mine.family_of(first).order_by("id")[:MOST_READ]
    columns = ("pk", "source_video_id", "kind")
    own = mine.filter(pk=first).values_list(*columns)
    return [*own, *heirs.values_list(*columns)]


def _outwards(start: UUID, beside: Mapping[UUID, list[UUID]]) -> Iterator[UUID]:
    """Yield the clips that hang together with one, the nearest first."""
    seen, line = {start}, deque([start])
    while line:
        here = line.popleft()
        yield here
        for other in beside.get(here, ()):
            if other not in seen:
                seen.add(other)
                line.append(other)
