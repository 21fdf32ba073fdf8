"""The two ways to speak to the gateway: once, and pooled."""

from __future__ import annotations

import os
from collections import deque
from contextlib import closing
from functools import cached_property
from ssl import SSLContext

from generations.gateway.connection import (
    Connection,
    Reply,
    Request,
    Silence,
    reason_of,
)
from generations.gateway.deadline import Deadline
from generations.gateway.dial import dial, tls_context
from generations.gateway.endpoint import Origin

# Opening takes at most this of a deadline: what fails here is known not to be sent,
# while a request sent with no time left to answer is in doubt.
OPENING_SECONDS = 10.0
OPENING_SHARE = 0.5

POOL_SIZE = 64
IDLE_SECONDS = 30.0  # Below what firewalls on the way forget in silence.


class Wire:
    """Exchanges with any origin. Safe in threads, and across a fork."""

    def __init__(self, ca_file: str | None = None) -> None:
        self._ca_file = ca_file
        self._idle: dict[Origin, deque[Connection]] = {}
        self._process = os.getpid()

    @cached_property
    def _tls(self) -> SSLContext:
        return tls_context(self._ca_file)

    def once(self, origin: Origin, request: Request, seconds: float) -> Reply | Silence:
        """Send `request` exactly once, on a connection that serves nothing else."""
        deadline = Deadline(seconds)
        connection = self._open(origin, deadline, seconds)
        if isinstance(connection, Silence):
            return connection
        with closing(connection):
            return connection.exchange(request, deadline)

    def pooled(
        self, origin: Origin, request: Request, seconds: float
    ) -> Reply | Silence:
        """Send a `request` that may safely arrive twice, on an idle connection if any.

        One that the other side closed just then is replaced by a new one, once.
        """
        deadline = Deadline(seconds)
        idle = self._take(origin)
        if idle is not None:
            outcome = self._exchange_and_keep(origin, idle, request, deadline)
            if isinstance(outcome, Reply) or not outcome.hung_up:
                return outcome
        connection = self._open(origin, deadline, seconds)
        if isinstance(connection, Silence):
            return connection
        return self._exchange_and_keep(origin, connection, request, deadline)

    def close(self) -> None:
        """Drop the idle connections; those in use are dropped by their users."""
        idle, self._idle = self._idle, {}
        for connections in idle.values():
            for connection in list(connections):
                connection.close()

    def _open(
        self, origin: Origin, deadline: Deadline, seconds: float
    ) -> Connection | Silence:
        opening = Deadline(min(OPENING_SECONDS, seconds * OPENING_SHARE))
        try:
            connection = Connection(
                dial(origin, opening, self._tls if origin.tls else None)
            )
            deadline.left()
        # RuntimeError: no thread is left to resolve the name in.
        except (OSError, ValueError, RuntimeError) as error:
            return Silence(f"Not connected. {reason_of(error)}", sent=False)
        return connection

    def _exchange_and_keep(
        self,
        origin: Origin,
        connection: Connection,
        request: Request,
        deadline: Deadline,
    ) -> Reply | Silence:
        try:
            return connection.exchange(request, deadline)
        finally:
            self._keep(origin, connection)

    def _take(self, origin: Origin) -> Connection | None:
        """Take an idle connection on which nothing has happened since.

        A child process opens its own: on a shared socket the two would read each
        other's answers. Appending and popping are atomic, so no lock can be held
        at the moment of a fork.
        """
        if self._process != os.getpid():
            self._process = os.getpid()
            self.close()
        idle = self._idle.get(origin)
        while idle:
            try:
                connection = idle.pop()
            except IndexError:
                break
            if connection.is_fresh(IDLE_SECONDS):
                return connection
            connection.close()
        return None

    def _keep(self, origin: Origin, connection: Connection) -> None:
        idle = self._idle.setdefault(origin, deque())
        if connection.is_reusable and len(idle) < POOL_SIZE:
            idle.append(connection)
        else:
            connection.close()
