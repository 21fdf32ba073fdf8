"""HTTP/1.1 on a socket, as little of it as a WSGI application needs."""

from __future__ import annotations

import io
import select
import socket
import sys
import time
from collections.abc import Callable, Iterable
from threading import Event
from typing import Any
from urllib.parse import unquote_to_bytes

from .protocol import Hangup

HEAD_LIMIT = 1 << 16
DRAINED = 96 << 20
IDLE = 75.0
PATIENCE = 30.0

WsgiApp = Callable[[dict[str, Any], Callable[..., object]], Iterable[bytes]]


class BadHead(Exception):
    """The bytes are no request that can be answered in full."""


class Connection:
    """One client: reads requests and writes answers until either side ends it."""

    def __init__(self, sock: socket.socket, peer: str, name: tuple[str, int]) -> None:
        self.sock = sock
        self.busy = False
        self._peer = peer
        self._name = name
        self._buffer = b""

    def serve(self, app: WsgiApp, stopping: Event) -> None:
        """Answer requests one after the other; returns when the connection ends."""
        self.sock.settimeout(IDLE)
        try:
            while not stopping.is_set() and (head := self._head()) is not None:
                self.busy = True
                self.sock.settimeout(PATIENCE)
                if not self._exchange(head, app, stopping):
                    return
                self.busy = False
                self.sock.settimeout(IDLE)
        except BadHead as problem:
            self._send(f"HTTP/1.1 400 Bad Request\r\n\r\n{problem}".encode())
        except (Hangup, OSError):
            return

    def _head(self) -> bytes | None:
        """Return the next request head, or None when the client is gone."""
        while (end := self._buffer.find(b"\r\n\r\n")) < 0:
            if len(self._buffer) > HEAD_LIMIT:
                raise BadHead("head too large")
            data = self.sock.recv(1 << 16)
            if not data:
                return None
            self._buffer += data
        head, self._buffer = self._buffer[:end], self._buffer[end + 4 :]
        return head.lstrip(b"\r\n")

    def _exchange(self, head: bytes, app: WsgiApp, stopping: Event) -> bool:
        """Answer one request; return whether the connection can be used again."""
        environ = self._environ(head)
        if environ.get("HTTP_EXPECT", "").lower() == "100-continue":
            self._send(b"HTTP/1.1 100 Continue\r\n\r\n")
        body = Body(self, int(environ.get("CONTENT_LENGTH") or 0))
        environ["wsgi.input"] = body
        environ["sandbox.hold"] = lambda seconds: self._hold(seconds, stopping)
        started: list[Any] = []
        chunks = app(environ, lambda status, headers: started.extend((status, headers)))
        status, headers = started
        keep = (
            environ.get("HTTP_CONNECTION", "").lower() != "close"
            and environ["SERVER_PROTOCOL"] == "HTTP/1.1"
            and any(name == "Content-Length" for name, _ in headers)
            and body.left == 0
            and not stopping.is_set()
        )
        self._answer(status, headers, chunks, keep=keep)
        body.drain()
        return keep

    def _answer(
        self,
        status: str,
        headers: list[tuple[str, str]],
        chunks: Iterable[bytes],
        *,
        keep: bool,
    ) -> None:
        lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in headers)]
        lines.append("Connection: keep-alive" if keep else "Connection: close")
        pending = ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1", "replace")
        for chunk in chunks:
            self._send(pending + chunk)
            pending = b""
        if pending:
            self._send(pending)

    def _send(self, data: bytes) -> None:
        self.sock.sendall(data)

    def _environ(self, head: bytes) -> dict[str, Any]:
        lines = head.decode("latin-1").split("\r\n")
        try:
            method, target, protocol = lines[0].split(" ")
        except ValueError:
            raise BadHead("bad request line") from None
        path, _, query = target.partition("?")
        if "%" in path:
            path = unquote_to_bytes(path).decode("latin-1")
        environ: dict[str, Any] = {
            "REQUEST_METHOD": method,
            "SCRIPT_NAME": "",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_PROTOCOL": protocol,
            "SERVER_NAME": self._name[0],
            "SERVER_PORT": str(self._name[1]),
            "REMOTE_ADDR": self._peer,
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": True,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }
        for line in lines[1:]:
            name, _, value = line.partition(":")
            environ["HTTP_" + name.upper().replace("-", "_")] = value.strip()
        return _sized(environ)

    def _hold(self, seconds: float, stopping: Event) -> None:
        """Wait, but not for a client that has gone nor into a stop."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0 and not stopping.is_set():
            readable, _, _ = select.select([self.sock], [], [], min(left, 0.1))
            if readable and not self.sock.recv(1, socket.MSG_PEEK):
                raise Hangup
            if readable:
                time.sleep(min(left, 0.05))

    def read(self, most: int) -> bytes:
        """Return up to `most` bytes that follow the head; b"" at the end."""
        if self._buffer:
            data, self._buffer = self._buffer[:most], self._buffer[most:]
            return data
        return self.sock.recv(min(most, 1 << 20))


class Body(io.RawIOBase):
    """The request's body: exactly as many bytes as the head announced."""

    def __init__(self, connection: Connection, length: int) -> None:
        self._connection = connection
        self.left = length

    def read(self, size: int = -1) -> bytes:
        """Return `size` bytes, or all; raise `Hangup` if the client stops early."""
        wanted = self.left if size < 0 else min(size, self.left)
        parts = []
        while wanted:
            part = self._connection.read(wanted)
            if not part:
                raise Hangup
            parts.append(part)
            wanted -= len(part)
            self.left -= len(part)
        return b"".join(parts)

    def drain(self) -> None:
        """Read what nobody wanted, within reason, so that the answer gets through."""
        rest = min(self.left, DRAINED)
        while rest > 0:
            rest -= len(self.read(min(rest, 1 << 16)))


def _sized(environ: dict[str, Any]) -> dict[str, Any]:
    """Move the two headers that WSGI names differently; refuse chunked bodies."""
    if "HTTP_TRANSFER_ENCODING" in environ:
        raise BadHead("send Content-Length")
    length = environ.pop("HTTP_CONTENT_LENGTH", "")
    if length and not length.isdecimal():
        raise BadHead("bad Content-Length")
    environ["CONTENT_LENGTH"] = length
    environ["CONTENT_TYPE"] = environ.pop("HTTP_CONTENT_TYPE", "")
    return environ
