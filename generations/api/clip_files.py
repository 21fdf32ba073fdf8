"""`videos/<id>/file`, `/poster`, `/preview`."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema

from generations.models import Video
from generations.models.videos import VideoQuerySet

from . import query
from .documents.operations import file_answers
from .files import StoredFile, clip_of, poster_of, preview_of
from .media import MediaFile


class ClipFile(MediaFile):
    """One rendition of one clip."""

    def rows(self) -> VideoQuerySet:
        every = Video.objects
        return every.all() if self.signed else every.visible_to(self.request.user)

    def name(self, found: Video) -> str:
        return found.title or found.prompt or found.kind


@extend_schema(responses=file_answers("video/mp4"))
class File(ClipFile):
    """The clip itself."""

    signs = "{id}/file"

    def stored(self, found: Video) -> StoredFile:
        return clip_of(found)


@extend_schema(responses=file_answers("image/webp", "image/jpeg"))
class Poster(ClipFile):
    """A still of the clip."""

    signs = "{id}/poster"
    parameters = {**MediaFile.parameters, "w": query.number(1, 10_000)}

    def stored(self, found: Video) -> StoredFile | None:
        return poster_of(found, self.asked.get("w"))


@extend_schema(responses=file_answers("video/mp4"))
class Preview(ClipFile):
    """The first seconds, small and silent."""

    signs = "{id}/preview"

    def stored(self, found: Video) -> StoredFile | None:
        return preview_of(found)
