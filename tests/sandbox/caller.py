"""A caller of the sandbox that speaks plain HTTP, and a studio that is instant."""

from __future__ import annotations

import hashlib
import http.client
import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from generations.sandbox import Remote
from generations.sandbox.tasks import Task

FILM = bytes(range(256)) * 40


class InstantStudio:
    """Has every film ready before the create is answered."""

    def order(
        self,
        task: Task,
        path: Path,
        *,
        ready: Callable[[str, int, str], None],
        failed: Callable[[str], None],
    ) -> None:
        film = FILM + task.task_id.encode()
        path.write_bytes(film)
        ready(hashlib.sha256(film).hexdigest(), len(film), "5.041")

    def stop(self) -> None:
        """Nothing is ever unfinished."""


class Clock:
    """A clock that moves only when told."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now

    def pass_(self, seconds: float) -> None:
        self.now += seconds


@dataclass(frozen=True)
class Reply:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def code(self) -> Any:
        return self.json["code"]

    @property
    def data(self) -> Any:
        return self.json["data"]


@dataclass(frozen=True)
class Caller:
    """One customer of the sandbox at `url`."""

    url: str
    key: str | None = "test-key"
    timeout: float = 5.0

    @property
    def control(self) -> Remote:
        return Remote(self.url)

    def call(
        self, method: str, path: str, body: bytes | None = None, **headers: str
    ) -> Reply:
        netloc = urlsplit(self.url).netloc
        connection = http.client.HTTPConnection(netloc, timeout=self.timeout)
        if self.key is not None:
            headers.setdefault("Authorization", f"Bearer {self.key}")
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return Reply(answer.status, answer.headers, answer.read())
        finally:
            connection.close()

    def create(self, prompt: str = "A fox", **fields: Any) -> Reply:
        body = {"model_name": "MaaS_KL_V1.6", "prompt": prompt} | fields
        return self.post(body)

    def post(self, body: object, family: str = "text2video") -> Reply:
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        return self.call("POST", path(family=family), raw)

    def query(self, name: str, family: str = "text2video") -> Reply:
        return self.call("GET", path(name, family=family))

    def file(self, url: str, method: str = "GET", **headers: str) -> Reply:
        return self.call(method, urlsplit(url).path, None, **headers)

    def in_background(self, deed: Callable[[], object]) -> threading.Thread:
        """Do something whose answer does not matter, or never comes."""

        def swallowed() -> None:
            try:
                deed()
            except (OSError, http.client.HTTPException):
                return

        thread = threading.Thread(target=swallowed)
        thread.start()
        return thread


def path(name: str = "", endpoint: str = "ep-1", family: str = "text2video") -> str:
    return f"/v1/ai/{endpoint}/kling/videos/{family}" + (f"/{name}" if name else "")


def until(happened: Callable[[], Any], seconds: float = 10.0) -> Any:
    """Return what `happened` returns once it is true; fail after `seconds`."""
    end = time.monotonic() + seconds
    while not (result := happened()):
        assert time.monotonic() < end, "it never happened"
        threading.Event().wait(0.01)
    return result
