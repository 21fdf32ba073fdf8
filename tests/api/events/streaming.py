"""A reader of the event stream: the ASGI application driven on a loop of its own."""

from __future__ import annotations

import asyncio
import json
import queue
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from generations.api.events import EventStreams
from generations.api.events.streams import Message

PATH = "/api/v1/events/"


class Event(NamedTuple):
    id: str
    name: str
    data: dict[str, Any]


class Reader:
    """One open request. `pause()` makes it take nothing, as a slow client does."""

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        app: EventStreams,
        scope: dict[str, Any],
    ) -> None:
        self._loop = loop
        self._sent: queue.Queue[Message] = queue.Queue()
        self._left, self._takes = asyncio.Event(), asyncio.Event()
        self._takes.set()
        self._asked = False
        self._rest = b""
        call = app(scope, self._receive, self._send)
        self._call = asyncio.run_coroutine_threadsafe(call, loop)
        start = self._next(10)
        self.status: int = start["status"]
        self.headers = {k.decode(): v.decode() for k, v in start["headers"]}

    def blocks(self, count: int, within: float = 5.0) -> list[str]:
        """Return the next blocks as they came: events, comments, instructions."""
        end = time.monotonic() + within
        found: list[str] = []
        while len(found) < count:
            head, cut, rest = self._rest.partition(b"\n\n")
            if cut:
                found.append(head.decode())
                self._rest = rest
            else:
                self._rest += self._next(end - time.monotonic())["body"]
        return found

    def events(self, count: int, within: float = 5.0) -> list[Event]:
        """Return the next events, and pass over comments."""
        end = time.monotonic() + within
        found: list[Event] = []
        while len(found) < count:
            (block,) = self.blocks(1, end - time.monotonic())
            if block.startswith("id: "):
                cursor, name, data = (line.partition(": ")[2] for line in _lines(block))
                found.append(Event(cursor, name, json.loads(data)))
        return found

    def body(self) -> Any:
        """Return the whole answer of a call that did not become a stream, as JSON."""
        return json.loads(self._next(5)["body"])

    def is_quiet(self, seconds: float = 0.5) -> bool:
        """Say whether nothing comes for a while."""
        try:
            self._rest += self._next(seconds)["body"]
        except AssertionError:
            return True
        return False

    def ended(self, within: float = 5.0) -> bool:
        """Wait for the application to end the answer properly, whatever it says."""
        while self._next(within).get("more_body", False):
            pass
        self._call.result(within)
        return True

    def pause(self) -> None:
        self._loop.call_soon_threadsafe(self._takes.clear)

    def resume(self) -> None:
        self._loop.call_soon_threadsafe(self._takes.set)

    def leave(self) -> None:
        """Close the connection, and wait until the application has noticed."""
        self._loop.call_soon_threadsafe(self._left.set)
        self.resume()
        self._call.result(5)

    def _next(self, seconds: float) -> Message:
        try:
            return self._sent.get(timeout=max(0.0, seconds))
        except queue.Empty:
            if self._call.done():
                self._call.result()  # raises what the application raised
            raise AssertionError("nothing was sent in time") from None

    async def _receive(self) -> dict[str, Any]:
        if not self._asked:
            self._asked = True
            return {"type": "http.request", "body": b"", "more_body": False}
        await self._left.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: Message) -> None:
        await self._takes.wait()
        self._sent.put(message)


class Streams:
    """The application, and everyone who reads it."""

    def __init__(self, app: EventStreams, loop: asyncio.AbstractEventLoop) -> None:
        self.app = app
        self._loop = loop
        self._open: list[Reader] = []

    def open(
        self, token: str = "", *, query: str = "", method: str = "GET", **headers: str
    ) -> Reader:
        """Ask for the stream; keywords are headers, `_` for `-`."""
        if token:
            headers["authorization"] = f"Bearer {token}"
        pairs = [(k.replace("_", "-").encode(), v.encode()) for k, v in headers.items()]
        scope = scope_of(method, query, [(b"host", b"localhost"), *pairs])
        reader = Reader(self._loop, self.app, scope)
        self._open.append(reader)
        return reader

    def close(self) -> None:
        for reader in self._open:
            reader.leave()
        self.app.close()


def scope_of(
    method: str, query: str, headers: list[tuple[bytes, bytes]]
) -> dict[str, Any]:
    return {
        "type": "http",
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": PATH,
        "raw_path": PATH.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": headers,
        "client": ("127.0.0.1", 5000),
        "server": ("localhost", 80),
    }


@contextmanager
def running_loop() -> Iterator[asyncio.AbstractEventLoop]:
    """Run an event loop in a thread; the test itself stays free to wait."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield loop
    finally:
        asyncio.run_coroutine_threadsafe(_end_all(), loop).result(5)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _end_all() -> None:
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)


def until(happened: Callable[[], bool], seconds: float = 5.0) -> None:
    """Wait for something; fail the test when it takes too long."""
    end, pause = time.monotonic() + seconds, threading.Event()
    while not happened():
        assert time.monotonic() < end, "never happened"
        pause.wait(0.01)


def _lines(block: str) -> list[str]:
    return block.splitlines()
