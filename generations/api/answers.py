"""Answers in JSON, which clients keep and ask about by their ETag."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import blake2b

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import parse_etags

CACHE_CONTROL = "private, no-cache"

_encode = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, separators=(",", ":")
).encode


def answer(
    data: object, status: int = 200, headers: Mapping[str, str] | None = None
) -> HttpResponse:
    """Return an answer of plain JSON values: shapes have no dates or decimals left."""
    made = HttpResponse(
        _encode(data).encode(), status=status, content_type="application/json"
    )
    for name, value in (headers or {}).items():
        made.headers[name] = value
    return made


def nothing() -> HttpResponse:
    """Return the answer of a call after which there is nothing to show."""
    return HttpResponse(status=204)


def kept(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Give an answer to GET its ETag, and shorten it to 304 for who has it already."""
    etag = f'"{blake2b(response.content, digest_size=15).hexdigest()}"'
    if is_known(request, etag):
        response = HttpResponseNotModified()
    response.headers["ETag"] = etag
    return response


def is_known(request: HttpRequest, etag: str) -> bool:
    """Say whether the client named this entity tag; compared weakly (RFC 9110)."""
    named = request.META.get("HTTP_IF_NONE_MATCH")
    if not named:
        return False
    tags = {tag.removeprefix("W/") for tag in parse_etags(named)}
    return "*" in tags or etag in tags
