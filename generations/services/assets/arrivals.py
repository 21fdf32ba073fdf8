"""Files on their way in: read and stored first, and only then a row.

A file without a row is taken away again, so what fails anywhere leaves nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from types import TracebackType
from typing import Self
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from generations import wiring
from generations.media.ingest.uploads import Kept
from generations.models import Asset, Change, Feed, ObjectType, Purpose, uuid7

from . import limits
from .room import check_share

SUFFIXES = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "audio/mpeg": "mp3",
    "video/mp4": "mp4",
}


@dataclass(frozen=True, slots=True)
class Origin:
    """Whose it is, what for, what it is called, and the clip it was taken from."""

    owner_id: UUID
    purpose: Purpose
    name: str = ""
    video_id: UUID | None = None
    time: Decimal | None = None


class Arrivals:
    """What one call brings in. Leaving it takes away the files that got no row."""

    def __init__(self) -> None:
        self._stored: list[Asset] = []

    def __enter__(self) -> Self:
        """Begin with nothing."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Ask the database what is kept: a transaction may have been undone."""
        for asset in self._stored:
            if not Asset.objects.filter(pk=asset.pk).exists():
                delete_files(asset)

    def store(self, origin: Origin, kept: Kept) -> Asset:
        """Put a fitted file into storage; return its row, which is not written yet."""
        asset = _row(origin, kept)
        self._stored.append(asset)
        wiring.vault().adopt(kept.path, asset.file)
        if kept.thumbnail:
            wiring.vault().adopt(kept.thumbnail, asset.thumbnail)
        return asset

    @transaction.atomic(savepoint=False)
    def keep(self, asset: Asset) -> Asset:
        """Write the row, or return the one that is there already of the same bytes.

        That one takes the new name. Raises `TooManyUploads`.
        """
        Feed.hold(asset.owner_id)
        there = Asset.objects.twins(asset).first()
        if there is None:
            check_share(asset.owner_id)
            asset.save(force_insert=True)
        elif asset.name in ("", there.name):
            return there
        else:
            Asset.objects.filter(pk=there.pk).update(name=asset.name)
        made = there or asset
        Change.objects.record(asset.owner_id, ObjectType.ASSET, [made.pk])
        return made


def delete_files(asset: Asset) -> None:
    """Remove what is stored of an upload."""
    for key in filter(None, (asset.file, asset.thumbnail)):
        wiring.vault().delete(key)


def _row(origin: Origin, kept: Kept) -> Asset:
    pk = uuid7()
    folder = f"{origin.owner_id}/assets/{pk}"
    return Asset(
        pk=pk,
        owner_id=origin.owner_id,
        sandbox=wiring.sandbox(),
        purpose=origin.purpose,
        name=origin.name[: limits.NAME],
        type=kept.type,
        size=kept.size,
        sha256=kept.sha256,
        width=kept.width,
        height=kept.height,
        duration=kept.duration,
        has_audio=kept.has_audio,
        peaks=list(kept.peaks),
        file=f"{folder}/{kept.sha256}.{SUFFIXES[kept.type]}",
        thumbnail=f"{folder}/thumbnail.webp" if kept.thumbnail else "",
        source_video_id=origin.video_id,
        source_time=origin.time,
        created_at=timezone.now(),
    )
