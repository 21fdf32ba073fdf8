"""What must stand before a studio's children start: tables, folders, a free port."""

from __future__ import annotations

import fcntl
import os
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from generations.queue.marks import RunDirectory

MIGRATION_LOCK = 0x5374_7564  # any number that all hosts of a database agree on


class PortTaken(Exception):
    """Another process listens where this one should."""


class FolderTaken(Exception):
    """Another studio keeps its sandbox in this folder; its port is the argument."""


def require_port(host: str, port: int) -> None:
    """Raise `PortTaken` unless a server can listen there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
        except OSError as error:
            raise PortTaken(
                f"{host}:{port} can't be used ({error.strerror})"
            ) from error


@contextmanager
def sandbox_of_its_own(folder: Path, port: int) -> Iterator[None]:
    """Keep the folder's sandbox to this studio; raise `FolderTaken` where it is taken.

    Two studios on one folder would each send their jobs to both sandboxes by turns.
    The lock goes with the process, however it ends.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "sandbox.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise FolderTaken(lock.read().strip()) from None
        lock.truncate(0)
        lock.write(str(port))
        lock.flush()
        yield


def migrate(folder: Path) -> None:
    """Bring the tables up to date, one studio at a time."""
    folder.mkdir(parents=True, exist_ok=True)
    with _alone(folder / "migrate.lock"):
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
    connection.close()


def open_run_directory(folder: Path) -> RunDirectory:
    """Make the marks of this studio, and clear those of studios that are gone."""
    for other in folder.glob("[0-9]*"):
        if not _is_running(int(other.name)):
            shutil.rmtree(other, ignore_errors=True)
    marks = RunDirectory(folder / str(os.getpid()))
    marks.create()
    return marks


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Wait for the other studios of this machine and of this database."""
    with path.open("w") as lock, connection.cursor() as cursor:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if connection.vendor != "postgresql":
            yield
            return
        cursor.execute("SELECT pg_advisory_lock(%s)", [MIGRATION_LOCK])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [MIGRATION_LOCK])


def _is_running(pid: int) -> bool:
    with suppress(ProcessLookupError):
        os.kill(pid, 0)
        return True
    return False
