"""The notice of one change of a task, and how it is carried to its address."""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import json
import socket
import ssl
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, urlsplit

from . import shapes
from .tasks import Task

TIMEOUT = 5.0
"""Seconds that a receiver may take to connect, and between two of its bytes."""
ANSWER_LIMIT = 1 << 16


class Undelivered(Exception):
    """The receiver was not reached, or did not answer with a 2xx."""


class Forbidden(Undelivered):
    """The address is not on loopback, and no other is allowed."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One POST to make: the flat object of the provider's callback protocol."""

    url: str
    content: dict[str, Any]

    def deliver(self, *, anywhere: bool = False) -> None:
        """POST once, without redirects; raise `Undelivered` if it was not taken.

        The resolved address is judged, and that very one is connected to.
        """
        parts = urlsplit(self.url)
        try:
            connection = _connected(parts, anywhere)
            with contextlib.closing(connection):
                status = _posted(connection, parts, json.dumps(self.content))
        except (OSError, ValueError, http.client.HTTPException) as problem:
            # A name that cannot be written for a resolver is a ValueError.
            raise Undelivered(f"{type(problem).__name__}: {problem}") from problem
        if not 200 <= status < 300:
            raise Undelivered(f"HTTP {status}")


def moments(task: Task, now: int) -> list[int]:
    """Return when `task` changed so far, its creation first, in milliseconds."""
    ended = task.ended_at(now)
    begun = task.starts_at <= now if ended is None else task.starts_at < ended
    middle = [task.starts_at] if begun else []
    return [task.created_at, *middle, *([] if ended is None else [ended])]


def notice(task: Task, origin: str, at: int) -> Notice:
    """Tell what became of `task` at one of its moments."""
    return Notice(str(task.order.callback_url), shapes.looked_at(task, origin, at))


def _connected(parts: SplitResult, anywhere: bool) -> http.client.HTTPConnection:
    secure, host = parts.scheme == "https", parts.hostname or ""
    port = parts.port or (443 if secure else 80)
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    address = str(found[0][4][0])
    if not anywhere and not ipaddress.ip_address(address).is_loopback:
        raise Forbidden(f"{host} is not on loopback")
    sock = socket.create_connection((address, port), TIMEOUT)
    if secure:
        context = ssl.create_default_context()
        sock = context.wrap_socket(sock, server_hostname=host)
    connection = http.client.HTTPConnection(host, port, timeout=TIMEOUT)
    connection.sock = sock
    return connection


def _posted(
    connection: http.client.HTTPConnection, parts: SplitResult, body: str
) -> int:
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    headers = {"Content-Type": "application/json", "Connection": "close"}
    connection.request("POST", target, body.encode(), headers)
    answer = connection.getresponse()
    answer.read(ANSWER_LIMIT)
    return answer.status
