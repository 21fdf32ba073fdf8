"""The envelope, the codes and the HTTP statuses that the gateway answers with."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

OK = 0
NO_KEY = 1001
BAD_KEY = 1002
BAD_REQUEST = 1200
BAD_VALUE = 1201
WRONG_METHOD = 1202
NOT_FOUND = 1203
UNSAFE_CONTENT = 1301
TOO_MANY_TASKS = 1303
INTERNAL_ERROR = 5000

HTTP_STATUS: Mapping[int, int] = MappingProxyType(
    {
        OK: 200,
        **dict.fromkeys(range(1000, 1005), 401),
        **dict.fromkeys(range(1100, 1103), 429),
        1103: 403,
        BAD_REQUEST: 400,
        BAD_VALUE: 400,
        WRONG_METHOD: 404,
        NOT_FOUND: 404,
        1300: 400,
        UNSAFE_CONTENT: 400,
        **dict.fromkeys(range(1302, 1305), 429),
        INTERNAL_ERROR: 500,
        5001: 503,
        5002: 504,
    }
)
"""The provider's published pairs. An unlisted code is sent with 400."""

JSON_TYPE = "application/json;charset=utf-8"


class Refusal(Exception):
    """Say no with one of the gateway's codes; no task is created."""

    def __init__(self, code: int, message: str, *, http_status: int | None = None):
        super().__init__(message)
        self.code = code
        self.message = message
        self.http_status = http_status or HTTP_STATUS.get(code, 400)


class Hangup(Exception):
    """Cut the connection at once, leaving whatever was promised unsaid."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One HTTP answer. `length` None means: end the body by closing."""

    status: int
    body: Iterable[bytes]
    length: int | None
    kind: str = JSON_TYPE
    headers: tuple[tuple[str, str], ...] = ()
    code: int | None = None


def plain(status: int, body: bytes, kind: str = JSON_TYPE) -> Answer:
    """Answer with these very bytes."""
    return Answer(status, (body,), len(body), kind)


def accepted(data: Mapping[str, object]) -> Answer:
    """Answer `data` in the envelope of success, code 0 even for a failed task."""
    return _enveloped(OK, "SUCCEED", 200, {"data": data})


def refused(refusal: Refusal) -> Answer:
    """Answer a refusal in the same envelope, without data."""
    return _enveloped(refusal.code, refusal.message, refusal.http_status, {})


def document(status: int, content: object) -> Answer:
    """Answer JSON outside the gateway's envelope: the control address does."""
    return plain(status, json.dumps(content).encode())


def _enveloped(
    code: int, message: str, status: int, more: Mapping[str, object]
) -> Answer:
    content = {
        "code": code,
        "message": message,
        "request_id": secrets.token_hex(16),
        **more,
    }
    body = json.dumps(content, ensure_ascii=False).encode("utf-8", "replace")
    return Answer(status, (body,), len(body), code=code)
