"""Calls of the site as a server makes them, in this process and without a socket."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.core.handlers.wsgi import WSGIHandler


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Caller:
    """Somebody with a token, in front of the whole site."""

    def __init__(self, token: str) -> None:
        self._site = WSGIHandler()
        self._token = token

    def get(self, address: str) -> Answer:
        return self._call("GET", address, b"")

    def post(self, address: str, body: object) -> Answer:
        return self._call("POST", address, json.dumps(body).encode())

    def _call(self, method: str, address: str, body: bytes) -> Answer:
        told: list[str] = []
        sent = self._site(
            self._environ(method, address, body),
            lambda status, headers, *_: told.append(status),  # type: ignore[arg-type]
        )
        try:
            return Answer(int(told[0][:3]), b"".join(sent))
        finally:
            sent.close()

    def _environ(self, method: str, address: str, body: bytes) -> dict[str, Any]:
        parts = urlsplit(address)
        return {
            "REQUEST_METHOD": method,
            "PATH_INFO": parts.path,
            "QUERY_STRING": parts.query,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "CONTENT_TYPE": "application/json",
            "CONTENT_LENGTH": str(len(body)),
            "HTTP_HOST": "localhost",
            "HTTP_ACCEPT": "application/json",
            "HTTP_AUTHORIZATION": f"Bearer {self._token}",
            "wsgi.input": io.BytesIO(body),
            "wsgi.errors": io.StringIO(),
            "wsgi.url_scheme": "http",
        }
