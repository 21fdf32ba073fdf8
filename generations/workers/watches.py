"""When a child has to be restarted although its process is there."""

from __future__ import annotations

import os
import time
from math import inf

from generations.queue import Cluster
from generations.queue.marks import RunDirectory

START_UP = 20.0  # seconds until the first worker of a cluster must have come up
SILENCE = 3.0  # seconds without a taken bell, while bells wait
SILENCE_AT_WORK = 5.0  # the same while some, but not all, workers have a step in hand
FRESH = 3.0  # seconds for which the pacemaker's look at the waiting bells counts
DEAF = 5.0  # seconds without a collected result, while bells are taken
STANDSTILL = 60.0  # seconds for one turn of the pacemaker, waits for a lock included
CERTAIN = 0.3  # seconds a fault must be seen, since marks are not set all at once


class Watch:
    """Judges one child by the marks it leaves. This one finds no fault."""

    def __init__(self) -> None:
        self._suspected = inf

    def fault(self, group: int, started: float) -> str:
        """Say why the process group that started then is to be restarted, or ""."""
        reason = self.verdict(group, started)
        now = time.monotonic()
        self._suspected = min(self._suspected, now) if reason else inf
        return reason if now - self._suspected >= CERTAIN else ""

    def at_work(self, group: int) -> int:
        """Return how many processes of a group have a step in hand."""
        return 0

    def verdict(self, group: int, started: float) -> str:
        """Say what is wrong at this moment, or ""."""
        return ""


class PacemakerWatch(Watch):
    """Finds a pacemaker that stands still."""

    def __init__(self, marks: RunDirectory) -> None:
        super().__init__()
        self._marks = marks

    def verdict(self, group: int, started: float) -> str:
        """Judge by the time of its last turn."""
        last = max(self._marks.at("alive.pacemaker"), started)
        return "stands still" if time.monotonic() - last > STANDSTILL else ""


class ClusterWatch(Watch):
    """Finds a cluster that takes no bells though none of its processes is missing.

    A worker that is killed while it waits for its next task takes the lock of the
    task queue with it, and the others wait for ever.
    """

    def __init__(self, cluster: Cluster, workers: int, marks: RunDirectory) -> None:
        super().__init__()
        self._cluster = cluster
        self._workers = workers
        self._marks = marks

    def at_work(self, group: int) -> int:
        """Count those inside their step's deadline; a dead one's mark is left out."""
        return sum(
            _group_of(pid) == group for pid in self._marks.holders(self._cluster)
        )

    def verdict(self, group: int, started: float) -> str:
        """Judge by the silence of workers that are free while bells wait.

        Another host that takes all the bells hides this, and does the work.
        """
        now, busy, alive = time.monotonic(), self.at_work(group), self._at("alive")
        if max(alive, self._at("up")) < started:
            return "does not come up" if now - started > START_UP else ""
        if not busy and self._deaf(alive, started):
            return "no longer collects results"
        sign = alive if alive > started else self._at("up")
        silence = SILENCE_AT_WORK if busy else SILENCE
        if busy >= self._workers or now - sign < silence:
            return ""
        return "takes no bells" if self._bells_wait() else ""

    def _bells_wait(self) -> bool:
        """Say whether the pacemaker saw bells wait on two looks in a row."""
        looked, since = self._at("looked"), self._at("waiting")
        return time.monotonic() - looked < FRESH and looked > since > -inf

    def _deaf(self, alive: float, started: float) -> bool:
        heard = max(self._at("heard"), started)
        return time.monotonic() - alive < FRESH and alive - heard > DEAF

    def _at(self, mark: str) -> float:
        return self._marks.at(f"{mark}.{self._cluster}")


def _group_of(pid: int) -> int:
    try:
        return os.getpgid(pid)
    except ProcessLookupError:
        return 0
