"""A stored file as an answer: whole, in part, or not again (RFC 9110)."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpResponseNotModified, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import http_date, parse_http_date_safe
from rest_framework.request import Request

from generations import wiring
from generations.media.ranges import Part, Unsatisfiable, plan

from .answers import is_known
from .files import StoredFile
from .problems import Refusal


def sent(request: Request, stored: StoredFile) -> HttpResponseBase:
    """Return the file, the part of it that was asked for (206), or 304.

    Raises `Refusal` (416, 404) for bytes it has not, or when the file is lost.
    """
    modified = http_date(stored.made_at.timestamp())
    validators = {"ETag": stored.etag, "Last-Modified": modified}
    if _has_it(request, stored):
        return HttpResponseNotModified(headers=validators)
    asked = plan(
        request.META.get("HTTP_RANGE") if request.method == "GET" else None,
        request.META.get("HTTP_IF_RANGE"),
        stored.size,
        stored.etag,
        modified,
    )
    if isinstance(asked, Unsatisfiable):
        headers = {"Content-Range": asked.content_range(stored.size)}
        raise Refusal("range_not_satisfiable", headers=headers)
    part = asked if isinstance(asked, Part) else Part(0, stored.size)
    response = StreamingHttpResponse(
        _bytes(request, stored, part),
        status=206 if isinstance(asked, Part) else 200,
        content_type=stored.type,
        headers={**validators, "Content-Length": str(part.length)},
    )
    if isinstance(asked, Part):
        response.headers["Content-Range"] = asked.content_range(stored.size)
    return response


def _bytes(request: Request, stored: StoredFile, part: Part) -> Iterator[bytes]:
    if request.method == "HEAD":
        return iter(())
    try:
        return wiring.vault().read(stored.key, part.start, part.length)
    except FileNotFoundError:
        raise Refusal("not_found") from None


def _has_it(request: Request, stored: StoredFile) -> bool:
    if "HTTP_IF_NONE_MATCH" in request.META:
        return is_known(request, stored.etag)
    since = parse_http_date_safe(request.META.get("HTTP_IF_MODIFIED_SINCE", ""))
    return since is not None and int(stored.made_at.timestamp()) <= since
