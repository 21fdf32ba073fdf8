"""Whole objects, read in few queries for one person or for many.

Generations come with their videos from one query, the line costs two more, and is
asked only when one of them waits: three in all, at any number of objects.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from django.db.models import QuerySet

from generations.models import Asset, Generation, State, Video
from generations.services import forecast
from generations.services.rows import Columns, Row, fetched, id_of

from .shapes import asset as assets
from .shapes import generation as generations
from .shapes.video import COLUMNS, Names, Shape, Videos

OWN = len(generations.COLUMNS)
WITH_VIDEOS = (*generations.COLUMNS, *(f"videos__{name}" for name in COLUMNS))
OF_VIDEOS = Columns(Video, COLUMNS)
OF_ASSETS = Columns(Asset, assets.COLUMNS)
VIDEO_ID = OWN + COLUMNS.index("id")


def generation_shapes(rows: QuerySet[Generation], names: Names) -> list[Shape]:
    """Return these generations in their order, each with its videos."""
    found = fetched(_joined(rows), *WITH_VIDEOS)
    waits = any(row[generations.STATE] == State.QUEUED for row in found)
    places = forecast.places() if waits else {}
    videos = Videos(names)
    return [
        generations.shape(
            own[0][:OWN],
            places.get(id_of(pk)),
            (videos.shape(row[OWN:]) for row in own if row[VIDEO_ID]),
        )
        for pk, own in _by_generation(found)
    ]


def video_shapes(rows: QuerySet[Video], names: Names) -> list[Shape]:
    """Return these videos in their order."""
    videos = Videos(names)
    return [videos.shape(row) for row in fetched(rows, OF_VIDEOS)]


def asset_shapes(rows: QuerySet[Asset]) -> list[Shape]:
    """Return these uploads in their order."""
    made = assets.Assets()
    return [made.shape(row) for row in fetched(rows, OF_ASSETS)]


def _joined(rows: QuerySet[Generation]) -> QuerySet[Generation]:
    """Read the rows as a subquery: so a join does not change how many a slice has."""
    order = rows.query.order_by or ("-id",)
    whole = Generation.objects.filter(pk__in=rows.values("pk"))
    return whole.order_by(*order, "videos__id")


def _by_generation(found: Iterable[Row]) -> Iterator[tuple[Any, list[Row]]]:
    for pk, group in groupby(found, key=lambda row: row[0]):
        yield pk, list(group)
