"""Keep the studio's children running, and end every one of them when it stops."""

from __future__ import annotations

import logging
import os
import signal
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from generations.queue.marks import STOPPING, RunDirectory

from .children import Child
from .crew import Post
from .watches import Watch

logger = logging.getLogger(__name__)

TICK = 0.1  # seconds


class Supervisor:
    """The parent of all processes of one studio.

    It reads marks and processes only, never the database: whatever hangs there can't
    keep it from its work. Should it be killed, the leashes see their pipe close.
    """

    def __init__(
        self,
        posts: Iterable[Post],
        *,
        marks: RunDirectory,
        logs: Path,
    ) -> None:
        self._marks = marks
        lifeline, self._grip = os.pipe()
        self._watches: dict[Child, Watch] = {
            Child(post.role, logs / f"{post.role.name}.log", lifeline): post.watch
            for post in posts
        }
        self._asked = 0  # how often it was told to stop

    def handle_signals(self) -> None:
        """Stop at SIGINT, SIGTERM and SIGHUP; at the second of them at once."""
        for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(name, lambda *_: self.stop())

    def stop(self) -> None:
        """Have `run` end; called twice, without waiting for steps in hand."""
        self._asked += 1

    def run(self, at_each_look: Callable[[], None] = lambda: None) -> None:
        """Keep the children running until `stop`.

        No child is left when it returns, whichever way it returns.
        """
        try:
            while not self._asked:
                self._look_after_all()
                at_each_look()
                time.sleep(TICK)
            self._stop_all()
        finally:
            for child in self._watches:
                child.kill()

    def _look_after_all(self) -> None:
        for child, watch in self._watches.items():
            if child.has_ended():
                child.start()
            elif reason := watch.fault(child.group, child.started):
                logger.warning("%s %s: restarted.", child.name, reason)
                child.kill()
                child.start()

    def _stop_all(self) -> None:
        self._marks.mark(STOPPING)
        for last in (False, True):
            leaving = [c for c in self._watches if c.role.serves_others is last]
            for child in leaving:
                child.terminate()
            self._wait_for(leaving)

    def _wait_for(self, leaving: list[Child]) -> None:
        asked = time.monotonic()
        while leaving := [child for child in leaving if not child.has_ended()]:
            waited = time.monotonic() - asked
            for child in leaving:
                if self._asked > 1 or waited > self._bound(child):
                    child.kill()
            time.sleep(TICK / 2)

    def _bound(self, child: Child) -> float:
        busy = self._watches[child].at_work(child.group)
        return child.role.grace + (child.role.patience if busy else 0.0)
