"""One open connection, and what one exchange on it comes to.

Built on http.client rather than on a session of requests, for two reasons. A create
must know for certain whether its first byte was sent, and requests reports a broken
handshake and a broken answer with the same exceptions; here opening and exchanging
are two calls. And a deadline must hold within status line and headers, which a
session reads out of reach. No proxy, no .netrc and no environment is consulted.
"""

from __future__ import annotations

import http.client
from collections.abc import Mapping
from dataclasses import dataclass, field
from time import monotonic

from generations.gateway.deadline import Deadline, DeadlineSocket
from generations.gateway.decode import MAX_BYTES

HEADER_BYTES = 64 * 1024


@dataclass(frozen=True)
class Request:
    method: str
    target: str
    headers: Mapping[str, str] = field(repr=False)
    body: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Reply:
    """A whole answer, whatever it says."""

    status: int
    body: bytes = field(repr=False)


@dataclass(frozen=True)
class Silence:
    """No whole answer. `hung_up`: the other side broke the connection."""

    why: str
    sent: bool
    hung_up: bool = False


class Connection:
    def __init__(self, sock: DeadlineSocket) -> None:
        self._socket = sock
        self._http = http.client.HTTPConnection("gateway")
        self._http.sock = sock
        self._http.auto_open = 0  # A closed one stays closed: opening is `dial`'s.
        self._http.set_debuglevel(0)  # A debugging switch elsewhere prints headers.
        self._idle_since = 0.0
        self.is_reusable = False

    def exchange(self, request: Request, deadline: Deadline) -> Reply | Silence:
        """Send `request` and read its whole answer by `deadline`.

        Failures are values: an exception would carry the frames that hold the key.
        """
        self.is_reusable = False
        try:
            return self._exchange(request, deadline)
        except (OSError, http.client.HTTPException, ValueError) as error:
            hung_up = isinstance(error, ConnectionError)
            return Silence(reason_of(error), sent=True, hung_up=hung_up)

    def _exchange(self, request: Request, deadline: Deadline) -> Reply:
        self._socket.bind_to(deadline, MAX_BYTES + HEADER_BYTES)
        self._http.request(
            request.method, request.target, request.body, dict(request.headers)
        )
        response = self._http.getresponse()
        body = response.read(MAX_BYTES + 1)
        if response.length:  # Cut short, or longer than what was read of it.
            raise http.client.IncompleteRead(b"", response.length)
        self.is_reusable = response.isclosed() and not response.will_close
        self._idle_since = monotonic()
        return Reply(response.status, body)

    def is_fresh(self, seconds: float) -> bool:
        """Say whether it is idle for less than `seconds` and nothing came meanwhile."""
        return monotonic() - self._idle_since < seconds and self._socket.is_quiet()

    def close(self) -> None:
        self._http.close()
        self._socket.close()


def reason_of(error: Exception) -> str:
    """Name what went wrong on the wire in words that hold nothing of the request."""
    if isinstance(error, TimeoutError):
        return "No answer within the deadline."
    if isinstance(error, OSError) and error.strerror:
        return f"{type(error).__name__}: {error.strerror}"
    return type(error).__name__
