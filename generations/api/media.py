"""`videos/<id>/file`, `/poster`, `/preview`: the bytes, in ranges.

They open with a credential, or by the signed address in the video object, which
players and pages use because they cannot send headers.
"""

from __future__ import annotations

import time
from typing import Any

from django.http import (
    HttpRequest,
    HttpResponse,
)
from django.http.response import HttpResponseBase
from drf_spectacular.utils import extend_schema
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.permissions import IsAuthenticated
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

from generations.media.signing import WINDOW
from generations.models import Video

from . import query
from .addresses import opens
from .base import ApiView, id_of
from .documents.operations import file_answers
from .files import StoredFile, attachment, clip_of, poster_of, preview_of
from .problems import Refusal
from .scopes import HasScope
from .sending import sent

CLOSED = {
    "Accept-Ranges": "bytes",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
}
VARY = "Authorization, X-Session-Token, Cookie"


class AnyType(BaseContentNegotiation):
    """A file is what it is, whatever `Accept` says."""

    def select_parser(self, request: Request, parsers: Any) -> Any:
        return parsers[0]

    def select_renderer(
        self, request: Request, renderers: Any, format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        return renderers[0], renderers[0].media_type


class MediaFile(ApiView):
    """One rendition of one clip."""

    content_negotiation_class = AnyType
    rendition = ""
    signed = False
    parameters = {
        "e": query.number(0, 10**12),
        "s": query.text,
        "download": query.flag,
    }

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Look at the signature first: who has a genuine one needs no credential."""
        self.signed = self._is_signed(request, kwargs["id"])
        return super().dispatch(request, *args, **kwargs)

    def get_authenticators(self) -> list[Any]:
        return [] if self.signed else super().get_authenticators()

    def get_permissions(self) -> list[Any]:
        return [] if self.signed else [IsAuthenticated(), HasScope()]

    def get_throttles(self) -> list[Any]:
        return []

    def get(self, request: Request, id: str) -> HttpResponseBase:
        """Send the file, or the part of it that was asked for."""
        found = self._found(id)
        stored = self.stored(found) if found else None
        if stored is None:
            raise Refusal("not_found")
        response = sent(request, stored)
        for name, value in CLOSED.items():
            response.headers[name] = value
        response.headers["Cache-Control"] = self._cache_control()
        if not self.signed:
            response.headers["Vary"] = VARY
        if found and self.asked.get("download"):
            response.headers["Content-Disposition"] = attachment(found, stored)
        return response

    def stored(self, video: Video) -> StoredFile | None:
        """Return the file of this rendition, None when there is none."""
        raise NotImplementedError

    def keep(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        return response

    def _found(self, id: str) -> Video | None:
        """A genuine signature was handed out by the owner's own answers only."""
        rows = Video.objects.all()
        if not self.signed:
            rows = Video.objects.visible_to(self.request.user)
        return rows.filter(pk=id_of(id)).first()

    def _is_signed(self, request: HttpRequest, id: str) -> bool:
        expires, signature = request.GET.get("e", ""), request.GET.get("s", "")
        plain = expires.isascii() and expires.isdigit() and len(expires) <= 12
        return plain and opens(id, self.rendition, int(expires), signature)

    def _cache_control(self) -> str:
        left = WINDOW
        if self.signed:
            left = max(0, self.asked["e"] - int(time.time()))
        return f"private, max-age={left}, immutable"


@extend_schema(responses=file_answers("video/mp4"))
class File(MediaFile):
    """The clip itself."""

    rendition = "file"

    def stored(self, video: Video) -> StoredFile:
        return clip_of(video)


@extend_schema(responses=file_answers("image/webp", "image/jpeg"))
class Poster(MediaFile):
    """A still of the clip."""

    rendition = "poster"
    parameters = {**MediaFile.parameters, "w": query.number(1, 10_000)}

    def stored(self, video: Video) -> StoredFile | None:
        return poster_of(video, self.asked.get("w"))


@extend_schema(responses=file_answers("video/mp4"))
class Preview(MediaFile):
    """The first seconds, small and silent."""

    rendition = "preview"

    def stored(self, video: Video) -> StoredFile | None:
        return preview_of(video)
