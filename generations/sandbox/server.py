"""The sandbox's own threaded server: in the foreground, or inside a test."""

from __future__ import annotations

import contextlib
import signal
import socket
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any

from .account import Account, Studio
from .app import App
from .callbacks import LOOPBACK, OFF
from .renderer import Renderer
from .wire import Connection, WsgiApp

GRACE = 3.0


class Server:
    """Accepts connections and gives each a thread, until told to stop."""

    def __init__(self, app: WsgiApp, host: str = "127.0.0.1", port: int = 0) -> None:
        self._app = app
        self._stopping = threading.Event()
        self._connections: set[Connection] = set()
        self._threads: set[threading.Thread] = set()
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self._listener = socket.create_server((host, port), family=family, backlog=512)
        self.host, self.port = self._listener.getsockname()[:2]

    @property
    def url(self) -> str:
        """Return the origin, like "http://127.0.0.1:8700"."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"

    def run(self) -> None:
        """Accept until `stop` is called from another thread or a signal."""
        while not self._stopping.is_set():
            try:
                sock, peer = self._listener.accept()
            except OSError:
                break
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            thread = threading.Thread(
                target=self._serve, args=(sock, peer[0]), daemon=True
            )
            self._threads.add(thread)
            thread.start()

    def stop(self) -> None:
        """Accept nothing more, let answers under way finish, close the rest."""
        self._stopping.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for connection in list(self._connections):
            if not connection.busy:
                _cut(connection.sock)
        for thread in list(self._threads):
            thread.join(GRACE)

    def _serve(self, sock: socket.socket, peer: str) -> None:
        connection = Connection(sock, peer, (self.host, self.port))
        self._connections.add(connection)
        try:
            connection.serve(self._app, self._stopping)
        finally:
            self._connections.discard(connection)
            self._threads.discard(threading.current_thread())
            _cut(sock)
            sock.close()


def serve(
    data_dir: Path,
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    pace: float = 1.0,
    concurrency: int = 5,
    callbacks: str = LOOPBACK,
) -> None:
    """Run the sandbox until SIGTERM or SIGINT, then stop cleanly.

    `callbacks` is how far its notices may go: off, loopback or anywhere.

    Raises `LedgerInUse` when another sandbox has `data_dir`, and `OSError` when
    the port is taken.
    """
    terms: dict[str, Any] = {"pace": pace, "concurrency": concurrency}
    server, app = _opened(data_dir, host, port, callbacks=callbacks, **terms)

    def stop(number: int, frame: FrameType | None) -> None:
        threading.Thread(target=server.stop, daemon=True).start()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    sys.stdout.write(f"Sandbox gateway on {server.url}/v1/ai\n")
    sys.stdout.flush()
    server.run()
    server.stop()
    app.close()


@contextlib.contextmanager
def running_sandbox(
    data_dir: Path,
    *,
    studio: Studio | None = None,
    port: int = 0,
    callbacks: str = OFF,
    **options: Any,
) -> Iterator[str]:
    """Yield the origin of a sandbox that runs in threads of this process.

    `options` are those of `Account`: pace, concurrency, refuse_duplicates, clock.
    A `studio` replaces the real renderer. Without `callbacks` no notice is sent:
    whatever waits for one must also come about by looking.
    """
    options |= {"studio": studio, "callbacks": callbacks}
    server, app = _opened(data_dir, "127.0.0.1", port, **options)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield server.url
    finally:
        server.stop()
        thread.join()
        app.close()


def _opened(
    data_dir: Path,
    host: str,
    port: int,
    *,
    callbacks: str,
    studio: Studio | None = None,
    **options: Any,
) -> tuple[Server, App]:
    """Take the ledger first, so that a second sandbox fails before it listens."""
    account = Account(data_dir, studio or Renderer(), **options)
    app = App(account, callbacks)
    try:
        server = Server(app, host, port)
    except OSError:
        app.close()
        raise
    app.callbacks.origin = server.url
    return server, app


def _cut(sock: socket.socket) -> None:
    with contextlib.suppress(OSError):
        sock.shutdown(socket.SHUT_RDWR)
