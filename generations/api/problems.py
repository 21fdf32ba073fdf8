"""Refusals as `application/problem+json` (RFC 9457)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus

import structlog
from django.http import HttpResponse

from generations.errors import Problem

from .codes import CODES

CONTENT_TYPE = "application/problem+json"

Extra = Mapping[str, object]
_NOTHING: Extra = {}


class Refusal(Exception):
    """A call that the API itself refuses; `code` is one of CODES."""

    def __init__(
        self,
        code: str,
        detail: str = "",
        *,
        problems: Sequence[Problem] = (),
        headers: Mapping[str, str] | None = None,
        extra: Extra = _NOTHING,
    ) -> None:
        super().__init__(detail or CODES[code].meaning)
        self.code = code
        self.detail = detail or CODES[code].meaning
        self.problems = problems
        self.headers = dict(headers or {})
        self.extra = extra


def request_id() -> str | None:
    """Return the id under which the log keeps the request at hand."""
    return structlog.contextvars.get_contextvars().get("request_id")


def problem(refusal: Refusal) -> HttpResponse:
    """Return the answer that tells of a refusal."""
    status = CODES[refusal.code].status
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": refusal.code,
        "detail": refusal.detail,
        "request_id": request_id(),
        "errors": [each.as_json() for each in refusal.problems],
        **refusal.extra,
    }
    # ASCII only: a text that came from outside may hold what UTF-8 cannot.
    answer = HttpResponse(json.dumps(body), status=status, content_type=CONTENT_TYPE)
    for name, value in {"Cache-Control": "no-store", **refusal.headers}.items():
        answer.headers[name] = value
    return answer
