"""The one account that the sandbox imitates: its tasks, slots, films and ledger."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import Protocol

from .attempts import Attempt, Fate, accepted_line, barren_line, session_line
from .ledger import Ledger
from .order import Order
from .parents import Parent
from .protocol import BAD_VALUE, TOO_MANY_TASKS, Refusal
from .sessions import Session
from .shelf import Shelf, redirect
from .slots import Slots
from .tasks import KEPT, Film, Task
from .timing import FAILING_WORD, waits

FAILURE = "Failure to pass the risk control system"


class Studio(Protocol):
    """Whoever makes the films; both callbacks may come from any thread."""

    def order(
        self,
        task: Task,
        path: Path,
        *,
        ready: Callable[[str, int, str], None],
        failed: Callable[[str], None],
    ) -> None:
        """Make the film of `task` at `path`, then call `ready(sha256, size,
        seconds)`, or `failed(reason)` when it cannot be made. The files that came
        with the request lie in the same folder."""

    def stop(self) -> None:
        """Give up what is unfinished and release everything."""


class Account:
    """Everything that outlives the process, and the rules that bind tasks together.

    `pace` multiplies the waits of a task; `concurrency` is the most tasks that
    may run at once. A second task under a known external id is accepted unless
    `refuse_duplicates`. `watch` is called with every new task.
    """

    def __init__(
        self,
        folder: Path,
        studio: Studio,
        *,
        pace: float = 1.0,
        concurrency: int = 5,
        refuse_duplicates: bool = False,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.pace = pace
        self.concurrency = concurrency
        self.refuse_duplicates = refuse_duplicates
        self.ledger = Ledger(folder)
        self.slots = Slots()
        self.shelf = Shelf(folder / "films")
        self.watch: Callable[[Task], None] = _nobody
        self._studio = studio
        self._clock = clock
        self._lock = threading.RLock()
        self._restore()

    def now(self) -> int:
        """Return Unix milliseconds."""
        return int(self._clock() * 1000)

    def accept(
        self,
        attempt: Attempt,
        order: Order,
        fate: Fate | None = None,
        *,
        refuse_duplicate: bool = False,
    ) -> Task:
        """Create a task and have it on disk, or raise `Refusal` (1303, 1201)."""
        with self._lock:
            now = self.now()
            if refuse_duplicate or self.refuse_duplicates:
                self._refuse_known(order)
            if self.slots.live(now) >= self.concurrency:
                raise Refusal(TOO_MANY_TASKS, "parallel task over resource pack limit")
            # Files first: a task on the ledger can always be filmed again.
            self.shelf.keep(order.files)
            task = self._task(replace(order, files={}), now, fate)
            self.shelf.put(task)
            self.slots.take(task)
            live = self.slots.live(now)
            self.ledger.append(accepted_line(attempt, task, live))
        self._film(task)
        self.watch(task)
        return task

    def record(self, attempt: Attempt, refusal: Refusal | None = None) -> None:
        """Put a call that made nothing on the ledger, refused or simply lost."""
        with self._lock:
            live = self.slots.live(self.now())
            self.ledger.append(barren_line(attempt, self.now(), live, refusal))

    def find(self, family: str, name: str) -> Task | None:
        """Return the task of this task id or external id, unless too old."""
        task = self.shelf.find(family, name)
        return None if task is None or task.expired(self.now()) else task

    def video(self, video_id: str) -> Task | None:
        """Return the task whose finished video this is, unless too old."""
        task = self.shelf.with_video(video_id)
        now = self.now()
        if task is None or task.expired(now) or task.status(now) != "succeed":
            return None
        return task

    def open_session(self, attempt: Attempt, parent: Parent) -> Session:
        """Remember the faces of `parent` for a day, on disk before the answer."""
        with self._lock:
            now = self.now()
            name = str((now << 20) | secrets.randbits(20))
            session = Session(name, secrets.token_urlsafe(24), now, parent)
            live = self.slots.live(now)
            self.ledger.append(session_line(attempt, session, live))
            self.shelf.put_session(session)
        return session

    def session(self, name: str) -> Session | None:
        """Return the session of this id or token, unless it or its video is over."""
        session = self.shelf.session(name)
        if session is None or session.expired(self.now()):
            return None
        task = self.shelf.with_video(session.parent.video_id)
        return None if task and task.expired(self.now()) else session

    def film_of(self, token: str) -> tuple[Task, Path] | None:
        """Return the task and file behind an address, or None once expired."""
        task = self.shelf.with_token(token)
        if task is None or task.film is None or task.expired(self.now()):
            return None
        return task, self.shelf.path(task)

    def doom(self, task: Task, fate: Fate) -> None:
        """Give a running task another end, from now on and for good."""
        with self._lock:
            now = self.now()
            if task.ended_at(now) is None and not self.ledger.closed:
                event = {"event": "fate", "at": now, "task_id": task.task_id}
                self.ledger.append(event | asdict(fate))
                redirect(task, fate, now)

    def live(self) -> int:
        with self._lock:
            return self.slots.live(self.now())

    def busy(self) -> int:
        """Return the slot-milliseconds held so far."""
        with self._lock:
            return self.slots.busy(self.now())

    def close(self) -> None:
        self._studio.stop()
        with self._lock:
            self.ledger.close()

    def _task(self, order: Order, now: int, fate: Fate | None) -> Task:
        if fate is None and FAILING_WORD in order.prompt:
            fate = Fate("failed", FAILURE)
        elif fate is None and order.flaw:
            fate = Fate("failed", order.flaw)
        task_id = str((now << 20) | secrets.randbits(20))
        wait = waits(order, task_id, self.pace)
        return Task(
            task_id=task_id,
            video_id=secrets.token_hex(16),
            token=secrets.token_urlsafe(24),
            order=order,
            created_at=now,
            starts_at=now + wait.start,
            due_at=now + wait.end,
            **asdict(fate or Fate()),
        )

    def _refuse_known(self, order: Order) -> None:
        own_id = order.external_task_id
        if own_id and self.shelf.find(order.family, own_id):
            raise Refusal(BAD_VALUE, "external_task_id already exists")

    def _film(self, task: Task) -> None:
        if task.fate == "succeed" and task.film is None:
            self._studio.order(
                task,
                self.shelf.path(task),
                ready=partial(self._ready, task),
                failed=partial(self._spoilt, task),
            )

    def _ready(self, task: Task, sha256: str, size: int, seconds: str) -> None:
        with self._lock:
            if self.ledger.closed:
                return
            film = Film(sha256, size, seconds, self.now())
            event = {"event": "film", "at": film.ready_at, "task_id": task.task_id}
            self.ledger.append(event | {"film": asdict(film)})
            task.film = film

    def _spoilt(self, task: Task, reason: str) -> None:
        self.doom(task, Fate("failed", reason))

    def _restore(self) -> None:
        """Take up the tasks on the ledger and drop what is older than 30 days."""
        self.ledger.keep(self.now() - KEPT)
        self.slots.most = self.shelf.replay(self.ledger.events())
        self.shelf.sweep(self.now())
        for task in self.shelf.tasks.values():
            self.slots.take(task)
            self._film(task)
        self.slots.live(self.now())


def _nobody(task: Task) -> None:
    """Watch nothing."""
