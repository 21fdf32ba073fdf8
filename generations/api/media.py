"""Stored files as addresses: the bytes, in ranges.

They open with a credential, or by the signed address in the object they belong to,
which players and pages use because they cannot send headers.
"""

from __future__ import annotations

import time
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.permissions import IsAuthenticated
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

from generations.media.signing import WINDOW

from . import query
from .addresses import opens
from .base import ApiView, id_of
from .files import StoredFile, attachment
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
    """One file of one object; `signs` is what its addresses sign, from the id."""

    content_negotiation_class = AnyType
    signs = ""
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
        found = self.rows().filter(pk=id_of(id)).first()
        stored = self.stored(found) if found else None
        if found is None or stored is None:
            raise Refusal("not_found")
        response = sent(request, stored)
        for name, value in CLOSED.items():
            response.headers[name] = value
        response.headers["Cache-Control"] = self._cache_control()
        if not self.signed:
            response.headers["Vary"] = VARY
        if self.asked.get("download"):
            named = attachment(self.name(found), found.pk, stored)
            response.headers["Content-Disposition"] = named
        return response

    def rows(self) -> QuerySet[Any]:
        """Return whose files may be sent.

        A genuine signature was handed out by the owner's own answers only, so whoever
        shows one may have the file of any row.
        """
        raise NotImplementedError

    def stored(self, found: Any) -> StoredFile | None:
        """Return where this file of the object is, None when there is none."""
        raise NotImplementedError

    def name(self, found: Any) -> str:
        """Return what a person would call the object."""
        raise NotImplementedError

    def keep(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        return response

    def _is_signed(self, request: HttpRequest, id: str) -> bool:
        expires, signature = request.GET.get("e", ""), request.GET.get("s", "")
        plain = expires.isascii() and expires.isdigit() and len(expires) <= 12
        return plain and opens(self.signs.format(id=id), int(expires), signature)

    def _cache_control(self) -> str:
        left = WINDOW
        if self.signed:
            left = max(0, self.asked["e"] - int(time.time()))
        return f"private, max-age={left}, immutable"
