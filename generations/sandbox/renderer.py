"""Orders films from one niced child process, the most urgent first.

The child starts with the first order and is started again if it dies. It makes
a film in full while there is time for that, else a quick one of the same shape,
length and words, so that no task is ever late for the sake of beauty.
"""

from __future__ import annotations

import heapq
import itertools
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .tasks import Task

PACKAGE_ROOT = Path(__file__).resolve().parents[2]
TRIES = 3
FIRST_GUESS = 1.5
"""Seconds of work per second of film in full, until measured."""


@dataclass(order=True)
class Job:
    """One film to make; `due_at` is in Unix milliseconds."""

    due_at: int
    number: int
    task: Task = field(compare=False)
    path: Path = field(compare=False)
    ready: Callable[[str, int, str], None] = field(compare=False)
    failed: Callable[[str], None] = field(compare=False)
    tries: int = field(default=0, compare=False)


class Renderer:
    """A `Studio` whose films are real; its one thread talks to its one child."""

    def __init__(self) -> None:
        self._jobs: list[Job] = []
        self._numbers = itertools.count()
        self._changed = threading.Condition()
        self._stopped = False
        self._child: subprocess.Popen[str] | None = None
        self._thread: threading.Thread | None = None
        self._guess = FIRST_GUESS

    def order(
        self,
        task: Task,
        path: Path,
        *,
        ready: Callable[[str, int, str], None],
        failed: Callable[[str], None],
    ) -> None:
        job = Job(task.due_at, next(self._numbers), task, path, ready, failed)
        with self._changed:
            heapq.heappush(self._jobs, job)
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, daemon=True)
                self._thread.start()
            self._changed.notify()

    def stop(self) -> None:
        with self._changed:
            self._stopped = True
            self._changed.notify()
        if child := self._child:
            child.kill()
        if self._thread:
            self._thread.join()

    def _work(self) -> None:
        while (job := self._next()) is not None:
            self._make(job)
        self._dismiss()

    def _next(self) -> Job | None:
        with self._changed:
            while not self._jobs and not self._stopped:
                self._changed.wait()
            return None if self._stopped else heapq.heappop(self._jobs)

    def _make(self, job: Job) -> None:
        job.tries += 1
        full = self._has_time(job)
        began = time.monotonic()
        answer = self._ask(job, full=full)
        if self._stopped:
            return
        if "sha256" in answer:
            if full and not job.task.order.lips:  # which costs far less
                self._learn((time.monotonic() - began) / job.task.order.seconds)
            job.ready(answer["sha256"], answer["size"], answer["seconds"])
        elif "refused" in answer:
            job.failed(answer["refused"])
        elif job.tries < TRIES:
            with self._changed:
                heapq.heappush(self._jobs, job)
        else:
            reason = answer.get("error", "the renderer stopped")
            job.failed(f"internal error: {reason}")

    def _has_time(self, job: Job) -> bool:
        """Say whether this film can be made in full with every waiting one on time."""
        slack = job.due_at / 1000 - time.time()
        work = self._guess * job.task.order.seconds
        return job.tries == 1 and slack > work * (1 + len(self._jobs))

    def _learn(self, cost: float) -> None:
        self._guess += 0.3 * (cost - self._guess)

    def _ask(self, job: Job, *, full: bool) -> dict[str, Any]:
        """Have the child make one film; {} when it died over it."""
        order = job.task.order.as_json()
        request = {
            "path": str(job.path),
            "take": job.task.task_id,
            "full": full,
            "order": order,
        }
        answer = _answered(self._running(), json.dumps(request))
        if not answer and not self._stopped:
            # It may take a while to be gone, and would cost the next tries too.
            self._dismiss()
        return answer

    def _running(self) -> subprocess.Popen[str]:
        if self._child is None or self._child.poll() is not None:
            self._dismiss()
            self._child = _child()
        return self._child

    def _dismiss(self) -> None:
        """End the child, if there is one, and close the pipes to it."""
        if self._child:
            self._child.kill()
            self._child.communicate()
            self._child = None


def _answered(child: subprocess.Popen[str], request: str) -> dict[str, Any]:
    """Return the child's answer to one line, or {} when it has none any more."""
    if child.stdin is None or child.stdout is None:
        return {}
    try:
        child.stdin.write(request + "\n")
        child.stdin.flush()
        return dict(json.loads(child.stdout.readline() or "{}"))
    except (OSError, ValueError):
        return {}


def _child() -> subprocess.Popen[str]:
    """Start the child; it ends by itself when this process is gone."""
    return subprocess.Popen(
        [sys.executable, "-m", "generations.sandbox.render"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | environ(),
        start_new_session=True,
    )


def environ() -> dict[str, str]:
    """Return the variables of a child that paints or decodes: one thread each."""
    known = os.environ.get("PYTHONPATH")
    return {
        "PYTHONPATH": os.pathsep.join(filter(None, (str(PACKAGE_ROOT), known))),
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }
