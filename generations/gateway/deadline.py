"""Sockets on which every operation ends by one moment.

A timeout of a socket starts anew with each read, so a server that sends one byte at a
time holds a caller for ever. Here each operation gets what is left of the whole, and
what may be received in all is counted as well: status lines, headers and chunk sizes
are read by loops that otherwise only the other side ends.
"""

from __future__ import annotations

import select
import socket
import ssl
from time import monotonic
from typing import Any


class Deadline:
    """A moment on the monotonic clock."""

    def __init__(self, seconds: float) -> None:
        self._end = monotonic() + seconds

    def left(self) -> float:
        """Give the seconds left, more than 0; TimeoutError once there are none."""
        left = self._end - monotonic()
        if left <= 0:
            raise TimeoutError("the deadline has passed")
        return left


class TooLong(OSError):
    """The other side sent more than was allowed."""


class DeadlineSocket(socket.socket):
    """A socket bound to a deadline and an allowance of bytes; call `bind_to` first."""

    _deadline: Deadline
    _allowance: int

    def bind_to(self, deadline: Deadline, allowance: int) -> None:
        self._deadline, self._allowance = deadline, allowance

    def send(self, *args: Any) -> int:
        self.settimeout(self._deadline.left())
        return super().send(*args)

    def sendall(self, *args: Any) -> None:
        self.settimeout(self._deadline.left())
        super().sendall(*args)

    def recv_into(self, *args: Any, **options: Any) -> int:
        self.settimeout(self._deadline.left())
        count = super().recv_into(*args, **options)
        self._allowance -= count
        if self._allowance < 0:
            raise TooLong("the answer is longer than its cap")
        return count

    def is_quiet(self) -> bool:
        """Say whether the other side has neither hung up nor sent anything more."""
        poll = select.poll()
        poll.register(self, select.POLLIN)
        return not poll.poll(0)


class DeadlineTLSSocket(DeadlineSocket, ssl.SSLSocket):
    """The same over TLS, whose `sendall` is a loop over `send`."""

    def is_quiet(self) -> bool:
        return not self.pending() and super().is_quiet()
