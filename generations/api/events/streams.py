"""The streams as an ASGI application."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from functools import cached_property
from random import uniform
from typing import Any

from django.http.response import HttpResponseBase

from .frames import HELLO
from .gate import Gate, Opened
from .hub import Hub
from .listener import Listener
from .threads import DatabaseThreads

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

LIFETIME = 300.0
"""Seconds until a stream ends and its reader comes back, through the gate again.

So a revoked token or a signed-out session is told nothing after five minutes. One
minute would cost a thousand readers five times the sign-ins: 17 a second.
"""

SPREAD = 0.1
"""Streams end by up to this part earlier, so that not all come back at once."""

STALLED = 30.0
"""Seconds for which a reader may take nothing of what was sent."""

GATE_THREADS = 2


class EventStreams:
    """All event streams of one process."""

    def __init__(self, lifetime: float = LIFETIME) -> None:
        self._lifetime = lifetime
        self._gatekeepers = DatabaseThreads(GATE_THREADS, "events-gate")
        # Apart, so that a crowd at the gate delays nobody who is inside.
        self._readers = DatabaseThreads(1, "events-feed")
        self._hub = Hub(self._readers)

    @cached_property
    def _gate(self) -> Gate:
        return Gate()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request for the stream."""
        if scope["type"] != "http":
            return
        answer = await self._gatekeepers.run(self._judge, scope)
        if isinstance(answer, Opened):
            await self._stream(answer, receive, send)
        else:
            await send(_start(answer))
            await send({"type": "http.response.body", "body": answer.content})

    def stop_when(self, is_stopping: Callable[[], bool]) -> None:
        """End all streams once this says so: a server waits for open answers."""
        self._hub.is_stopping = is_stopping

    def close(self) -> None:
        """Close the database connections; the application is of no use afterwards."""
        self._gatekeepers.close()
        self._readers.close()

    def _judge(self, scope: Scope) -> Any:
        answer = self._gate(scope)
        answer.close()
        return answer

    async def _stream(self, answer: Opened, receive: Receive, send: Send) -> None:
        listener = Listener(answer.opening)
        loop = asyncio.get_running_loop()
        seconds = self._lifetime * uniform(1 - SPREAD, 1)  # noqa: S311 - no secret
        end = loop.call_later(seconds, listener.close)
        gone = asyncio.create_task(_close_with(receive, listener))
        self._hub.join(listener)
        try:
            await _tell(listener, answer, send)
        except (TimeoutError, OSError):
            return  # the reader takes nothing any more: the server drops the line
        finally:
            self._hub.leave(listener)
            end.cancel()
            gone.cancel()


async def _tell(listener: Listener, answer: Opened, send: Send) -> None:
    await send(_start(answer, endless=True))
    await send(_body(HELLO))
    async for chunk in listener.chunks():
        async with asyncio.timeout(STALLED):
            await send(_body(chunk))
    await send({"type": "http.response.body", "body": b""})


async def _close_with(receive: Receive, listener: Listener) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    listener.close()


def _body(chunk: bytes) -> Message:
    return {"type": "http.response.body", "body": chunk, "more_body": True}


def _start(answer: HttpResponseBase, *, endless: bool = False) -> Message:
    """Return the message that starts an answer with Django's headers and cookies."""
    cookies = [("Set-Cookie", each.OutputString()) for each in answer.cookies.values()]
    left_out = {"content-length", "etag"} if endless else set()
    headers = [
        (name.lower().encode("ascii"), value.encode("latin-1"))
        for name, value in [*answer.items(), *cookies]
        if name.lower() not in left_out
    ]
    return {
        "type": "http.response.start",
        "status": answer.status_code,
        "headers": headers,
    }
