"""Who may open a stream, and from where: a call of the API like any other.

It passes Django's whole request cycle in a thread, so sign-in, scopes, refusals and
headers are those of every other call. Only what it lets through becomes a stream.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from io import BytesIO
from typing import Any

from django.core.handlers.asgi import ASGIRequest
from django.core.handlers.base import BaseHandler
from django.core.signals import request_started
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

from generations.api import query
from generations.api.base import ApiView
from generations.api.problems import Refusal
from generations.api.scopes import READ
from generations.errors import Problem, Remedy, ValidationFailed
from generations.models import Feed
from generations.services import feed
from generations.services.feed import Cursor

from .frames import HELLO
from .listener import Opening

HEADERS = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}


class Opened(HttpResponse):
    """The answer that lets a reader in.

    Where the stream itself cannot be served (a plain WSGI server), it ends at once
    and the reader comes back.
    """

    def __init__(self, opening: Opening) -> None:
        super().__init__(HELLO, content_type="text/event-stream", headers=HEADERS)
        self.opening = opening


class WhateverIsAccepted(BaseContentNegotiation):
    """Answer in the one way there is, whatever the Accept header says."""

    def select_parser(self, request: Request, parsers: Any) -> Any:
        """Return the first parser: no call here has a body."""
        return parsers[0]

    def select_renderer(
        self, request: Request, renderers: Any, format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        """Return the renderer that refusals are written with."""
        return renderers[0], renderers[0].media_type


class EventsView(ApiView):
    """Opens the stream of a person's changes."""

    http_method_names = ["get"]
    content_negotiation_class = WhateverIsAccepted
    parameters = {"since": query.text}
    scopes = {"OPTIONS": READ}  # so that 405 comes before 403

    @extend_schema(
        parameters=[
            OpenApiParameter(
                "since",
                str,
                description="A cursor. Empty: everything first, as in `changes/`. "
                "Left out: only what happens from now on.",
            ),
            OpenApiParameter(
                "Last-Event-ID",
                str,
                OpenApiParameter.HEADER,
                description="The cursor of the last event read; wins over `since`.",
            ),
        ],
        responses={(200, "text/event-stream"): OpenApiTypes.STR},
    )
    def get(self, request: Request) -> HttpResponse:
        """Follow every change as it happens, as server-sent events.

        `id` is the cursor, `event` the type, `data` the same record as in `changes/`.
        Jobs that wait are told again when their place in line moves. A comment comes
        every 15 seconds. The stream ends by itself after some minutes: come back with
        `Last-Event-ID`.
        """
        mine = Feed.of(self.user_id)
        return Opened(Opening(self.user_id, self._start(request, mine)))

    def keep(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Leave the answer as it is: what follows is never known already."""
        return response

    def _start(self, request: Request, mine: Feed) -> Cursor:
        """Return the place in the feed after which the reader is told."""
        if last := request.headers.get("Last-Event-ID", ""):
            return _read(mine, "Last-Event-ID", last)
        if "since" not in request.query_params:
            return Cursor(mine.epoch, mine.last, mine.last)
        return _read(mine, "since", self.asked.get("since", ""))


def _read(mine: Feed, name: str, since: str) -> Cursor:
    try:
        return feed.read(mine, since)
    except feed.CursorTooOld:
        raise Refusal("cursor_too_old") from None
    except feed.CursorUnreadable:
        text = "The cursor is not one that the change feed gave out."
        out = Remedy("Leave it out to start from now.", {name: None})
        raise ValidationFailed([Problem(name, "bad_cursor", text, out)]) from None


class Gate(BaseHandler):
    """Django's request cycle around one call, without a server."""

    def __init__(self) -> None:
        super().__init__()
        self.load_middleware()

    def __call__(self, scope: MutableMapping[str, Any]) -> HttpResponseBase:
        """Return the answer; closing it ends the cycle."""
        request_started.send(sender=type(self), scope=scope)
        return self.get_response(ASGIRequest(scope, BytesIO()))
