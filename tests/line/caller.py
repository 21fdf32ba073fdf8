"""A script with a token, as an app is: plain HTTP, the event stream, the files."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from tests.studio.running import Studio

BODY = {"kind": "text2video", "model": "v2.5-turbo", "prompt": "A boat of paper"}


class Caller:
    """Calls the API of a running studio as one person."""

    def __init__(self, studio: Studio, email: str) -> None:
        words = ["--password", "a long enough password", "--credits", "2000", "--token"]
        self.token = studio.manage("add_user", email, *words).split()[-1]
        self.port = studio.port

    def call(self, method: str, path: str, body: object = None, **headers: str) -> Any:
        """Return the JSON of an answer; anything but success fails the test."""
        answer, content = self.ask(method, f"/api/v1/{path}", body, **headers)
        assert answer.status < 300, content
        return json.loads(content)

    def ask(
        self, method: str, path: str, body: object = None, **headers: str
    ) -> tuple[http.client.HTTPResponse, bytes]:
        sent = None if body is None else json.dumps(body)
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request(method, path, sent, self._headers(headers))
            answer = connection.getresponse()
            return answer, answer.read()
        finally:
            connection.close()

    def _headers(self, more: dict[str, str]) -> dict[str, str]:
        named = {name.replace("_", "-"): value for name, value in more.items()}
        mine = {"Authorization": f"Bearer {self.token}"}
        return mine | {"Content-Type": "application/json"} | named

    def create(self, key: str = "", **changes: object) -> dict[str, Any]:
        """Ask for a clip; with a key, the same call again makes no second one."""
        named = {"Idempotency_Key": key} if key else {}
        made: dict[str, Any] = self.call(
            "POST", "generations/", BODY | changes, **named
        )
        return made

    def events(self, since: str = "") -> Iterator[dict[str, Any]]:
        """Yield the change records of the event stream as they come."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(
                "GET", f"/api/v1/events/?since={since}", headers=self._headers({})
            )
            stream = connection.getresponse()
            assert stream.status == 200
            for line in stream:
                if line.startswith(b"data: "):
                    yield json.loads(line[6:])
        finally:
            connection.close()

    def file(self, address: str, **headers: str) -> tuple[int, bytes]:
        """Fetch a media address as a player does: with no credential at all."""
        parts = urlsplit(address)
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request("GET", f"{parts.path}?{parts.query}", headers=headers)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()
