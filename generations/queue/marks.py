"""Marks: empty files by which the processes of one studio tell each other the time.

A mark's modification time is on the monotonic clock, which all processes of a machine
share and nobody can set, so a jump of the wall clock makes nothing look dead.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from math import inf
from pathlib import Path

from django.conf import settings

from .clusters import Cluster

STOPPING = "stopping"  # set while the studio stops: nothing new is begun


class RunDirectory:
    """The marks of one studio. Writing never raises: a mark is no reason to fail."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.steps = path / "steps"

    def create(self) -> None:
        """Make the folders."""
        self.steps.mkdir(parents=True, exist_ok=True)

    def mark(self, name: str, at: float | None = None) -> None:
        """Set a mark to a monotonic time, now by default."""
        at = time.monotonic() if at is None else at
        with suppress(OSError):
            try:
                os.utime(self.path / name, (at, at))
            except FileNotFoundError:
                self._place(name, at)

    def _place(self, name: str, at: float) -> None:
        """Make a mark in one move, so that none is ever seen at wall-clock time."""
        new = self.path / f".{os.getpid()}"
        new.touch()
        os.utime(new, (at, at))
        new.replace(self.path / name)

    def clear(self, name: str) -> None:
        """Remove a mark."""
        with suppress(OSError):
            (self.path / name).unlink()

    def at(self, name: str) -> float:
        """Return the monotonic time of a mark, long ago where there is none."""
        try:
            return (self.path / name).stat().st_mtime
        except OSError:
            return -inf

    def has(self, name: str) -> bool:
        """Say whether a mark is set."""
        return (self.path / name).exists()

    @contextmanager
    def step(self, cluster: Cluster, seconds: float) -> Iterator[None]:
        """Show that this process has a step in hand that may take so long."""
        name = f"steps/{cluster}.{os.getpid()}"
        self.mark(name, time.monotonic() + seconds)
        try:
            yield
        finally:
            self.clear(name)

    def holders(self, cluster: Cluster) -> list[int]:
        """Return the processes that have a step in hand, inside its deadline."""
        now = time.monotonic()
        with suppress(OSError):
            return [
                int(entry.name.rpartition(".")[2])
                for entry in os.scandir(self.steps)
                if entry.name.startswith(f"{cluster}.") and _deadline(entry) > now
            ]
        return []


def _deadline(entry: os.DirEntry[str]) -> float:
    try:
        return entry.stat().st_mtime
    except OSError:
        return -inf


def run_directory() -> RunDirectory:
    """Return the marks of the studio that this process belongs to."""
    return RunDirectory(settings.STUDIO_RUN_DIR)
