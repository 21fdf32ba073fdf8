"""A loopback HTTP host that says exactly the bytes a test gives it."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator

Script = Callable[[socket.socket], None]


class RawServer:
    """Answers each connection with the next script; the last one repeats."""

    def __init__(self, *scripts: Script) -> None:
        self.scripts = list(scripts)
        self.requests: list[bytes] = []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.origin = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        self.connections = 0
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            self.connections += 1
            script = self.scripts[min(self.connections, len(self.scripts)) - 1]
            with connection, contextlib.suppress(OSError):
                self.requests.append(connection.recv(65536))
                script(connection)

    def close(self) -> None:
        """Stop accepting."""
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        self.thread.join(timeout=5)


@contextlib.contextmanager
def serving(*scripts: Script) -> Iterator[RawServer]:
    """Serve these scripts for the length of a test."""
    server = RawServer(*scripts)
    try:
        yield server
    finally:
        server.close()


def says(*pieces: bytes) -> Script:
    """Return a script that sends these bytes and hangs up."""
    return lambda connection: connection.sendall(b"".join(pieces))


def answer(body: bytes, *headers: str, status: str = "200 OK") -> Script:
    """Return a script for a whole, honest answer."""
    head = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers]
    return says("\r\n".join(head).encode("latin-1"), b"\r\n\r\n", body)


def redirect(location: str) -> Script:
    """Return a script that sends the client elsewhere."""
    return answer(b"", f"Location: {location}", status="302 Found")


def drip(first: bytes, gone: threading.Event) -> Script:
    """Return a script that sends `first` and then a byte whenever it may."""

    def send(connection: socket.socket) -> None:
        connection.sendall(first)
        while not gone.wait(0.02):
            connection.sendall(b"x")

    return send
