"""One connection to a vetted target: judged address, pinned, under one deadline.

The name is resolved once, every address it has is judged, and the socket is opened to
a judged address itself. A name that changes its answer afterwards changes nothing.
"""

from __future__ import annotations

import io
import socket
import ssl
import time
from functools import cache
from http.client import HTTPConnection
from typing import TYPE_CHECKING, Any

import certifi

from generations.media.addresses import is_public
from generations.media.allow_list import STANDARD_PORTS, Target
from generations.media.download_errors import (
    DeadlineExceeded,
    NotAllowed,
    Unreachable,
)

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

CONNECT_TIMEOUT = 10.0
MOST_ADDRESSES = 4

SocketAddress = tuple[socket.AddressFamily, tuple[Any, ...]]


class Deadline:
    """A moment on this process's own clock by which everything must be over."""

    def __init__(self, seconds: float) -> None:
        self.at = time.monotonic() + seconds

    def left(self) -> float:
        """Return the seconds left, or raise DeadlineExceeded."""
        left = self.at - time.monotonic()
        if left <= 0:
            raise DeadlineExceeded("The transfer took too long.")
        return left


class PinnedConnection(HTTPConnection):
    """An HTTP(S) connection that only opens to judged addresses of its target."""

    def __init__(self, target: Target, deadline: Deadline) -> None:
        super().__init__(target.host.strip("[]"), target.port)
        self.default_port = STANDARD_PORTS[target.scheme]
        self.target = target
        self.deadline = deadline

    def connect(self) -> None:
        """Open the socket, with TLS when the target says https."""
        opened = open_socket(judged_addresses(self.target), self.deadline)
        try:
            if self.target.scheme == "https":
                opened.settimeout(self.deadline.left())
                opened = tls_context().wrap_socket(opened, server_hostname=self.host)
        except BaseException:
            opened.close()
            raise
        self.sock = TimedSocket(opened, self.deadline)


class TimedSocket:
    """A socket whose every read gets only what is left of the deadline.

    A timeout per read would let a server that drips one byte a second, in the headers
    or in the body, hold a worker for ever.
    """

    def __init__(self, wrapped: socket.socket, deadline: Deadline) -> None:
        self.wrapped = wrapped
        self.deadline = deadline

    def sendall(self, data: bytes) -> None:
        """Send everything before the deadline."""
        self.wrapped.settimeout(self.deadline.left())
        self.wrapped.sendall(data)

    def makefile(self, mode: str) -> io.BufferedReader:
        """Return the reader that http.client parses the answer from.

        It keeps the real socket open after `close`, as http.client expects.
        """
        raw = self.wrapped.makefile(mode, buffering=0)  # type: ignore[call-overload]
        return io.BufferedReader(TimedReader(raw, self))

    def before_read(self) -> None:
        """Give the next read what is left."""
        self.wrapped.settimeout(self.deadline.left())

    def close(self) -> None:
        """Close the real socket, once its readers are closed too."""
        self.wrapped.close()


class TimedReader(io.RawIOBase):
    """The raw end of a TimedSocket's file."""

    def __init__(self, raw: io.RawIOBase, owner: TimedSocket) -> None:
        self.raw = raw
        self.owner = owner

    def readable(self) -> bool:
        """Return True: io.BufferedReader asks."""
        return True

    def readinto(self, buffer: WriteableBuffer) -> int | None:
        """Fill the buffer with what one read brings."""
        self.owner.before_read()
        return self.raw.readinto(buffer)

    def close(self) -> None:
        """Let go of the real socket."""
        self.raw.close()
        super().close()


def judged_addresses(target: Target) -> list[SocketAddress]:
    """Resolve the target once; one address that is not public refuses the name."""
    host = target.host.strip("[]")
    try:
        found = socket.getaddrinfo(host, target.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unreachable("The host's name does not resolve.") from error
    if not target.trusted and not all(is_public(str(info[4][0])) for info in found):
        raise NotAllowed("The host's name leads to an address that is not public.")
    return [(info[0], info[4]) for info in found[:MOST_ADDRESSES]]


def open_socket(addresses: list[SocketAddress], deadline: Deadline) -> socket.socket:
    """Return a socket connected to the first of these addresses that answers."""
    problem: OSError | None = None
    for family, address in addresses:
        candidate = socket.socket(family, socket.SOCK_STREAM)
        try:
            candidate.settimeout(min(CONNECT_TIMEOUT, deadline.left()))
            candidate.connect(address)
        except BaseException as error:
            candidate.close()
            if not isinstance(error, OSError):
                raise
            problem = error
        else:
            return candidate
    raise Unreachable("The host cannot be reached.") from problem


@cache
def tls_context() -> ssl.SSLContext:
    """Return the verifying context; the environment cannot change its trust."""
    return ssl.create_default_context(cafile=certifi.where())
