"""Serve a WSGI application under ASGI, with threads only where Python runs.

The request body is spooled before a thread is taken and a long answer is fetched
block by block between the writes, so a slow client holds a connection, never a
thread. A short answer costs one hop to a thread and back. The threads live as long
as the process, and so do their database connections.
"""

from __future__ import annotations

import asyncio
import contextvars
import sys
import threading
from collections.abc import Awaitable, Callable, Iterable, Iterator, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from shutil import disk_usage
from tempfile import SpooledTemporaryFile
from typing import IO, Any
from urllib.parse import unquote_to_bytes

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Headers = list[tuple[str, str]]
WSGIApplication = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

IN_MEMORY = 256 * 1024  # bytes of a request body; more of it goes to a temporary file
LOOK_EVERY = 8 * 1024 * 1024  # bytes of a body, after which the disk is looked at
FREE = 256 * 1024 * 1024  # bytes of the disk that bodies under way leave alone
BLOCK = 256 * 1024  # bytes of an answer fetched in one hop to a thread


class BodyTooLarge(Exception):
    """The request body is longer than the bridge takes, which is `largest` bytes."""

    def __init__(self, largest: int) -> None:
        super().__init__(largest)
        self.largest = largest


class NoRoom(Exception):
    """The disk did not take the request body."""


class ClientGone(Exception):
    """The client left before its request was whole."""


class Bridge:
    """An ASGI application for `http` scopes around a WSGI one.

    Long bodies wait in `folder`, or else where the system keeps temporary files.
    """

    def __init__(
        self,
        application: WSGIApplication,
        *,
        threads: int,
        largest_body: int,
        folder: Path | None = None,
    ) -> None:
        self._application = application
        self._largest_body = largest_body
        self._folder = str(folder) if folder else None
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="wsgi")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request.

        Raises `BodyTooLarge` or `NoRoom` before anything was sent.
        """
        if declared_length(scope) > self._largest_body:
            raise BodyTooLarge(self._largest_body)
        with SpooledTemporaryFile(IN_MEMORY, dir=self._folder) as body:
            try:
                size = await self._spool(receive, body)
            except ClientGone:
                return
            exchange = Exchange(self._application, environ_of(scope, body, size))
            try:
                await self._answer(exchange, receive, send)
            finally:
                if not exchange.closed:
                    self._pool.submit(exchange.close)

    async def _spool(self, receive: Receive, body: IO[bytes]) -> int:
        size, more, look_at = 0, True, LOOK_EVERY
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise ClientGone
            size += _written(body, message.get("body", b""))
            if size > self._largest_body:
                raise BodyTooLarge(self._largest_body)
            if size >= look_at:
                look_at = size + LOOK_EVERY
                self._check_room()
            more = message.get("more_body", False)
        body.seek(0)
        return size

    def _check_room(self) -> None:
        """Stop taking bodies in while there is room left for everything else."""
        if self._folder and disk_usage(self._folder).free < FREE:
            raise NoRoom

    async def _answer(self, exchange: Exchange, receive: Receive, send: Send) -> None:
        loop = asyncio.get_running_loop()
        hop = partial(contextvars.copy_context().run, exchange.fetch)
        block = await loop.run_in_executor(self._pool, hop)
        await send(exchange.head())
        if exchange.closed:
            await send({"type": "http.response.body", "body": block})
            return
        gone = asyncio.ensure_future(receive())
        try:
            while not gone.done():
                more = not exchange.closed
                await send(
                    {"type": "http.response.body", "body": block, "more_body": more}
                )
                if not more:
                    break
                block = await loop.run_in_executor(self._pool, hop)
        finally:
            gone.cancel()


class Exchange:
    """One call of a WSGI application; its methods run in threads, one at a time."""

    def __init__(self, application: WSGIApplication, environ: dict[str, Any]) -> None:
        self._application = application
        self._environ = environ
        self._lock = threading.Lock()
        self._chunks: Iterable[bytes] | None = None
        self._rest: Iterator[bytes] = iter(())
        self._written: list[bytes] = []
        self._status, self._headers = 500, Headers()
        self.closed = False

    def fetch(self) -> bytes:
        """Return the next bytes of the answer, `BLOCK` or more unless it ends here.

        Calls the application first when that has not been done. Closes at the end.
        """
        with self._lock:
            if self.closed:
                return b""
            try:
                block, ended = self._read()
            except BaseException:
                self._close()
                raise
            if ended:
                self._close()
            return block

    def close(self) -> None:
        """Let the application free what the answer holds, once."""
        with self._lock:
            self._close()

    def head(self) -> Message:
        """Return the ASGI message that starts the answer."""
        pairs = [
            (name.lower().encode("latin-1"), value.encode("latin-1"))
            for name, value in self._headers
        ]
        return {"type": "http.response.start", "status": self._status, "headers": pairs}

    def _read(self) -> tuple[bytes, bool]:
        if self._chunks is None:
            self._chunks = self._application(self._environ, self._start_response)
            self._rest = iter(self._chunks)
        parts, size = self._written, sum(map(len, self._written))
        self._written = []
        for chunk in self._rest:
            parts.append(chunk)
            size += len(chunk)
            if size >= BLOCK:
                return b"".join(parts), False
        return b"".join(parts), True

    def _start_response(
        self, status: str, headers: Headers, exc_info: object = None
    ) -> Callable[[bytes], None]:
        self._status, self._headers = int(status.split(" ", 1)[0]), headers
        return self._written.append

    def _close(self) -> None:
        if not self.closed:
            self.closed = True
            close = getattr(self._chunks, "close", None)
            if close is not None:
                close()


def _written(body: IO[bytes], piece: bytes) -> int:
    try:
        return body.write(piece)
    except OSError as error:
        raise NoRoom from error


def declared_length(scope: Scope) -> int:
    """Return the Content-Length of a request, 0 where it has none."""
    for name, value in scope["headers"]:
        if name == b"content-length" and value.isdigit():
            return int(value)
    return 0


def environ_of(scope: Scope, body: IO[bytes], size: int) -> dict[str, Any]:
    """Return the WSGI environ (PEP 3333) of a request whose body is whole.

    CONTENT_LENGTH is the size received, so that a chunked body is read as well.
    """
    path = unquote_to_bytes(scope.get("raw_path") or scope["path"]).decode("latin-1")
    host, port = scope.get("server") or ("localhost", 80)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": path.split("?", 1)[0],
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "SERVER_NAME": host,
        "SERVER_PORT": str(port or 0),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    if scope.get("client"):
        environ["REMOTE_ADDR"], port = scope["client"]
        environ["REMOTE_PORT"] = str(port)
    for name, value in scope["headers"]:
        _add_header(environ, name.decode("latin-1"), value.decode("latin-1"))
    environ["CONTENT_LENGTH"] = str(size)
    return environ


def _add_header(environ: dict[str, Any], name: str, value: str) -> None:
    key = name.upper().replace("-", "_")
    if key in {"TRANSFER_ENCODING", "CONTENT_LENGTH"}:
        return
    if key != "CONTENT_TYPE":
        key = f"HTTP_{key}"
    if key in environ:
        joint = "; " if key == "HTTP_COOKIE" else ","
        value = f"{environ[key]}{joint}{value}"
    environ[key] = value
