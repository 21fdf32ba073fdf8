"""One open stream, as the poller sees it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from uuid import UUID

from generations.services.feed import Cursor
from generations.services.forecast import Place

SILENCE = 15.0
"""Seconds without anything to tell, after which a comment keeps the line open."""

COMMENT = b":\n\n"


@dataclass(frozen=True, slots=True)
class Opening:
    """Whose changes a stream tells, and the place in their feed it starts after."""

    user_id: UUID
    start: Cursor


class Listener:
    """Where a reader stands, and what waits to be sent to them.

    At most one delivery of changes waits: a reader who is slow is not fetched for,
    and later gets what is new by then, each object once. So nothing piles up.
    """

    def __init__(self, opening: Opening) -> None:
        self.user_id = opening.user_id
        self.cursor = opening.start
        self.places: dict[UUID, Place] = {}
        self._waiting = bytearray()
        self._news = asyncio.Event()
        self._closed = False

    @property
    def has_room(self) -> bool:
        return not self._waiting and not self._closed

    @property
    def seq(self) -> int:
        return self.cursor.seq

    def deliver(self, frames: Iterable[bytes], seq: int) -> None:
        """Add frames; with them the reader knows everything up to `seq`."""
        for frame in frames:
            self._waiting += frame
        self.cursor = self.cursor.at(seq)
        if self._waiting:
            self._news.set()

    def close(self) -> None:
        """Have the stream end once what waits has been sent."""
        self._closed = True
        self._news.set()

    async def chunks(self) -> AsyncIterator[bytes]:
        """Yield what to send, and a comment after each SILENCE, until closed."""
        while True:
            try:
                async with asyncio.timeout(SILENCE):
                    await self._news.wait()
            except TimeoutError:
                yield COMMENT
                continue
            self._news.clear()
            chunk, self._waiting = bytes(self._waiting), bytearray()
            if chunk:
                yield chunk
            if self._closed:
                return
