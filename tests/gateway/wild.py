"""A gateway that answers as badly as it is told to."""

from __future__ import annotations

import json
import os
import socket
import struct
from collections.abc import Callable
from contextlib import suppress
from ssl import SSLContext
from threading import Event, Thread
from typing import Any

from generations.gateway import Endpoint

CANARY = "sk-canary-5f2b9c7d1e"

Behaviour = Callable[["Conversation"], None]


class Conversation:
    """One accepted connection, on which a test's behaviour speaks."""

    def __init__(self, server: Wild, sock: socket.socket) -> None:
        self._server, self._sock = server, sock
        self.stopped = server.stopped

    def read(self) -> bytes:
        """Read one whole request; empty once the client has gone."""
        got = b""
        while b"\r\n\r\n" not in got:
            more = self._sock.recv(65536)
            if not more:
                return b""
            got += more
        head, _, body = got.partition(b"\r\n\r\n")
        while len(body) < _length(head):
            body += self._sock.recv(65536)
        self._server.requests.append(head + b"\r\n\r\n" + body)
        return head

    def feel(self) -> None:
        """Wait until a request begins to arrive, and leave it there."""
        self._sock.recv(1, socket.MSG_PEEK)

    def say(self, data: bytes) -> None:
        self._sock.sendall(data)

    def say_below_tls(self, data: bytes) -> None:
        """Write to the wire itself, beside the encryption."""
        os.write(self._sock.fileno(), data)

    def sip(self) -> None:
        """Read no more than one record of TLS."""
        self._sock.recv(16384)

    def reset(self) -> None:
        """Close with RST, as a crashing host does."""
        linger = struct.pack("ii", 1, 0)
        self._sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self._sock.close()

    def wait(self, seconds: float = 30) -> bool:
        """Stay silent, but not after the test; say whether it is over."""
        return self.stopped.wait(seconds)


class Wild:
    """A threaded server on loopback, every connection of which runs `behave`."""

    def __init__(self, behave: Behaviour, tls: SSLContext | None = None) -> None:
        self._behave, self._tls = behave, tls
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        # A small buffer, so that a request which nobody reads fills it.
        self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
        self._listener.settimeout(0.05)
        self.requests: list[bytes] = []
        self.connections = 0
        self.stopped = Event()
        self._threads = [Thread(target=self._accept)]
        self._threads[0].start()

    @property
    def port(self) -> int:
        return int(self._listener.getsockname()[1])

    @property
    def endpoint(self) -> Endpoint:
        scheme = "https" if self._tls else "http"
        return Endpoint(f"{scheme}://localhost:{self.port}/v1/ai", "ep-1", CANARY)

    def stop(self) -> None:
        self.stopped.set()
        with suppress(OSError):  # Wakes a waiting accept, where the system does so.
            self._listener.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(5)
        self._listener.close()

    def _accept(self) -> None:
        while not self.stopped.is_set():
            try:
                sock, _ = self._listener.accept()
            except OSError:
                continue
            self.connections += 1
            thread = Thread(target=self._converse, args=(sock,))
            self._threads.append(thread)
            thread.start()

    def _converse(self, sock: socket.socket) -> None:
        sock.settimeout(5)
        try:
            with suppress(OSError):  # The client has gone; that is often the point.
                if self._tls:
                    sock = self._tls.wrap_socket(sock, server_side=True)
                self._behave(Conversation(self, sock))
        finally:
            sock.close()


def once(reply: bytes) -> Behaviour:
    """Read one request, say `reply`, hang up."""

    def behave(peer: Conversation) -> None:
        peer.read()
        peer.say(reply)

    return behave


def always(reply: bytes) -> Behaviour:
    """Answer every request on a connection that stays open."""

    def behave(peer: Conversation) -> None:
        while peer.read():
            peer.say(reply)

    return behave


def http(status: int, body: object, *headers: str) -> bytes:
    """Frame `body` (JSON unless it is bytes) as a whole HTTP answer."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    lines = [f"HTTP/1.1 {status} Words", f"Content-Length: {len(data)}", *headers]
    return "\r\n".join([*lines, "", ""]).encode() + data


def envelope(code: object = 0, message: str = "SUCCEED", **data: Any) -> dict[str, Any]:
    return {"code": code, "message": message, "request_id": "req-1", "data": data}


def task(**changes: Any) -> dict[str, Any]:
    """Give a plausible answer for the task `t-1`, changed as told."""
    return envelope(**{"task_id": "t-1", "task_status": "processing", **changes})


def faces(**changes: Any) -> dict[str, Any]:
    """Give a plausible answer of the session `s-1` with one face, changed as told."""
    face = {
        "face_id": "0",
        "face_image": "https://cdn.example/face.jpg",
        "start_time": 0,
        "end_time": 5300,
    }
    return envelope(**{"session_id": "s-1", "face_data": [face], **changes})


def _length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line.partition(b":")[2])
    return 0
