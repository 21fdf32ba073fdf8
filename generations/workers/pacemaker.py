"""The clock of the studio: it claims what is due, and feels each cluster's pulse."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable

from django.db import Error, close_old_connections

from generations.queue import Cluster, ring, waiting
from generations.queue.marks import STOPPING, RunDirectory

logger = logging.getLogger(__name__)

PULSE = "generations.workers.steps.pulse"
CALM, ANXIOUS = 1.0, 0.4  # seconds between pulses; the second while one is unanswered
ENOUGH = 3  # bells that wait: more of them would prove nothing new
LONGEST_BACK_OFF = 5.0  # seconds


class Pulse:
    """Rings one cluster now and then, and notes how long bells have been waiting.

    looked.<cluster>   the last look at the queue
    waiting.<cluster>  since when each look found bells
    """

    def __init__(self, cluster: Cluster, marks: RunDirectory) -> None:
        self.cluster = cluster
        self._marks = marks
        self._rung = 0.0

    def feel(self) -> None:
        """Look first, then ring: what is seen has had time to be taken."""
        now = time.monotonic()
        taken = self._marks.at(f"alive.{self.cluster}")
        if now - max(self._rung, taken) < (CALM if taken >= self._rung else ANXIOUS):
            return
        count = waiting(self.cluster)
        self._note(count, now)
        if count < ENOUGH:
            ring(self.cluster, PULSE)
        self._rung = now

    def _note(self, count: int, now: float) -> None:
        waiting_since = f"waiting.{self.cluster}"
        if not count:
            self._marks.clear(waiting_since)
        elif not self._marks.has(waiting_since):
            self._marks.mark(waiting_since, now)
        self._marks.mark(f"looked.{self.cluster}", now)


class Clockwork:
    """Calls `beat`, which claims due rows and returns the seconds to its next call."""

    def __init__(
        self,
        beat: Callable[[], float],
        marks: RunDirectory,
        clusters: Iterable[Cluster] = Cluster,
    ) -> None:
        self._beat = beat
        self._marks = marks
        self._pulses = [Pulse(cluster, marks) for cluster in clusters]
        self._stopped = False
        self._next_beat = 0.0
        self._failures = 0

    def run(self) -> None:
        """Go on until `stop`. An error of the database is logged and waited out."""
        while not self._stopped:
            self._marks.mark("alive.pacemaker")
            self.turn()
            pause = self._next_beat - time.monotonic()
            time.sleep(min(max(pause, 0.01), ANXIOUS / 2))

    def stop(self) -> None:
        """End `run` after the turn in hand; may be called from a signal handler."""
        self._stopped = True

    def turn(self) -> None:
        """Do what is due now; nothing once the studio stops."""
        if self._marks.has(STOPPING):
            return
        try:
            close_old_connections()
            if time.monotonic() >= self._next_beat:
                self._next_beat = time.monotonic() + self._beat()
            for pulse in self._pulses:
                pulse.feel()
        except Exception as error:  # noqa: BLE001 - a clock must not stop
            self._back_off(error)
        else:
            self._failures = 0

    def _back_off(self, error: Exception) -> None:
        trace = not isinstance(error, Error) or not self._failures
        logger.error("The beat failed: %s", error, exc_info=trace)
        self._failures += 1
        pause = min(0.25 * 2**self._failures, LONGEST_BACK_OFF)
        self._next_beat = time.monotonic() + pause
