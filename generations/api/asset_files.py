"""`assets/<id>/file`, `/thumbnail`."""

from __future__ import annotations

from pathlib import PurePath

from drf_spectacular.utils import extend_schema

from generations.models import Asset
from generations.models.assets import AssetQuerySet

from .documents.operations import file_answers
from .files import StoredFile, thumbnail_of, upload_of
from .media import MediaFile


class UploadFile(MediaFile):
    """One file of one upload; an upload that was removed has none."""

    def rows(self) -> AssetQuerySet:
        every = Asset.objects
        return every.kept() if self.signed else every.visible_to(self.request.user)

    def name(self, found: Asset) -> str:
        return PurePath(found.name).stem or found.purpose


@extend_schema(
    responses=file_answers("image/jpeg", "image/png", "audio/mpeg", "video/mp4")
)
class AssetFile(UploadFile):
    """What is kept, and sent to the gateway."""

    signs = "assets/{id}/file"

    def stored(self, found: Asset) -> StoredFile:
        return upload_of(found)


@extend_schema(responses=file_answers("image/webp"))
class AssetThumbnail(UploadFile):
    """A small picture of it, 320 pixels wide; a sound has none."""

    signs = "assets/{id}/thumbnail"

    def stored(self, found: Asset) -> StoredFile | None:
        return thumbnail_of(found)
