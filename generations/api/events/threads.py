"""A few threads for the database, beside an event loop."""

from __future__ import annotations

import asyncio
import contextvars
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import ParamSpec, TypeVar

from django.db import close_old_connections, connections

P = ParamSpec("P")
T = TypeVar("T")


class DatabaseThreads:
    """Threads that live as long as the process, and their connections with them."""

    def __init__(self, count: int, name: str) -> None:
        self._count = count
        self._pool = ThreadPoolExecutor(count, thread_name_prefix=name)

    async def run(self, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Return what `call` returns, in a context of its own."""
        context = contextvars.copy_context()
        job = partial(context.run, _connected, partial(call, *args, **kwargs))
        return await asyncio.get_running_loop().run_in_executor(self._pool, job)

    def close(self) -> None:
        """Close every connection and end the threads."""
        together = threading.Barrier(self._count)
        for _ in range(self._count):
            self._pool.submit(_disconnect, together)
        self._pool.shutdown()


def _connected(call: Callable[[], T]) -> T:
    """Call with a connection that is neither broken nor past its age."""
    close_old_connections()
    return call()


def _disconnect(together: threading.Barrier) -> None:
    """Close this thread's connections; waiting keeps it from doing so twice."""
    together.wait()
    connections.close_all()
