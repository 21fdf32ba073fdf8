"""Tell people how the line moves before their waiting jobs."""

from __future__ import annotations

from collections.abc import Mapping
from time import monotonic
from uuid import UUID

from . import places
from .frames import numbered
from .listener import Listener
from .threads import DatabaseThreads

EVERY = 1.0
"""Seconds between two looks at the line."""

SHARE = 10
"""The line is looked at again after this many times what a look took."""


class LineTeller:
    """Delivers waiting jobs whose place moved.

    `listeners` is the hub's own collection, always as it is now.
    """

    def __init__(
        self, threads: DatabaseThreads, listeners: Mapping[UUID, set[Listener]]
    ) -> None:
        self._threads = threads
        self._listeners = listeners
        self._due = 0.0

    async def tell(self) -> None:
        """Look at the line and deliver, when it is time for it."""
        started = monotonic()
        if started < self._due:
            return
        line = await self._threads.run(places.waiting, list(self._listeners))
        if line:
            await self._tell(line)
        self._due = started + max(EVERY, SHARE * (monotonic() - started))

    async def _tell(self, line: places.Line) -> None:
        news = {
            listener: places.moved(listener.places, line[user_id])
            for user_id, listeners in self._listeners.items()
            for listener in listeners
            if user_id in line and listener.has_room
        }
        jobs = {
            job: listener.user_id for listener, moved in news.items() for job in moved
        }
        events = await self._threads.run(places.events, jobs) if jobs else {}
        for listener, moved in news.items():
            told = [events[job] for job in moved if job in events]
            frames = (numbered(str(listener.cursor), event) for event in told)
            listener.deliver(frames, listener.seq)
            listener.places = places.known(
                listener.places, line[listener.user_id], moved
            )
