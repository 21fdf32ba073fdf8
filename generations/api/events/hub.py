"""One poller for all streams of a process, which runs while there are any.

It asks one query for the feeds of everyone connected, and reads what is new once a
person, however many streams they have open.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable, Iterator
from uuid import UUID

from django.db import DatabaseError

from . import stretches
from .frames import numbered
from .line import LineTeller
from .listener import Listener
from .stretches import Head, Span, Stretch
from .threads import DatabaseThreads

logger = logging.getLogger(__name__)

INTERVAL = 0.3
"""Seconds between two looks: half of it is the mean delay of a change."""

PAUSE = 1.0
"""Seconds before a database that failed is asked again."""


class Hub:
    """The open streams of one process; used by its event loop only."""

    def __init__(self, threads: DatabaseThreads) -> None:
        self._threads = threads
        self._listeners: dict[UUID, set[Listener]] = {}
        self._line = LineTeller(threads, self._listeners)
        self._poller: asyncio.Task[None] | None = None
        self.is_stopping: Callable[[], bool] = lambda: False

    def join(self, listener: Listener) -> None:
        """Tell this listener what happens after its number, from now on."""
        self._listeners.setdefault(listener.user_id, set()).add(listener)
        if self._poller is None or self._poller.done():
            self._poller = asyncio.create_task(self._poll())

    def leave(self, listener: Listener) -> None:
        """Forget a listener."""
        mine = self._listeners[listener.user_id]
        mine.discard(listener)
        if not mine:
            del self._listeners[listener.user_id]

    async def _poll(self) -> None:
        """Look until nobody listens, or until all are to go elsewhere."""
        while self._listeners:
            if self.is_stopping():
                _end(self._everyone())
            await asyncio.sleep(await self._look())

    async def _look(self) -> float:
        """Tell what is new; return the seconds until the next look. Never raises."""
        try:
            more = await self._tell_changes()
            await self._line.tell()
        except DatabaseError as error:
            logger.warning("The change feeds cannot be read: %s", error)
            return PAUSE
        except Exception:
            logger.exception("The change feeds could not be told.")
            return PAUSE
        return 0.0 if more else INTERVAL

    async def _tell_changes(self) -> bool:
        """Deliver what is new to all with room; say whether there is more at once."""
        asked = self._everyone()
        heads = await self._threads.run(stretches.heads, list(self._listeners))
        _send_away_the_lost(asked, heads)
        spans = list(self._spans(heads))
        if not spans:
            return False
        try:
            found = await self._threads.run(stretches.stretches, spans)
        except DatabaseError:
            raise
        except Exception:
            logger.exception("Changes could not be told.")
            # Their readers come back; all others must not suffer for them.
            _end(one for span in spans for one in self._of(span.user_id))
            return False
        for span in spans:
            self._deliver(span, found[span.user_id])
        return any(found[span.user_id].reached < span.last for span in spans)

    def _spans(self, heads: dict[UUID, Head]) -> Iterator[Span]:
        """Yield what to read: from where the last of a person's readers stands."""
        for user_id, listeners in self._listeners.items():
            after = [listener.seq for listener in listeners if listener.has_room]
            if user_id in heads and after and min(after) < heads[user_id].last:
                yield Span(user_id, min(after), heads[user_id].last)

    def _deliver(self, span: Span, stretch: Stretch) -> None:
        for listener in self._of(span.user_id):
            if listener.has_room and span.after <= listener.seq < stretch.reached:
                events = (
                    numbered(str(listener.cursor.at(seq)), event)
                    for seq, event in stretch.events
                    if seq > listener.seq
                )
                listener.deliver(events, stretch.reached)

    def _of(self, user_id: UUID) -> Iterable[Listener]:
        return self._listeners.get(user_id, ())

    def _everyone(self) -> list[Listener]:
        return [one for listeners in self._listeners.values() for one in listeners]


def _send_away_the_lost(asked: list[Listener], heads: dict[UUID, Head]) -> None:
    """End the streams whose number means nothing in the feed as it is now."""
    _end(one for one in asked if not _belongs(one, heads.get(one.user_id)))


def _belongs(listener: Listener, head: Head | None) -> bool:
    if head is None:
        return False
    return listener.cursor.belongs_to(head.epoch, head.floor, head.last)


def _end(listeners: Iterable[Listener]) -> None:
    for listener in listeners:
        listener.close()
