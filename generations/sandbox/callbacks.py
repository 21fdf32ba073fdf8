"""Tells the receivers that tasks name of every change, by real HTTP.

The protocol says neither how often a lost notice is sent again nor in which order
notices come. Here those of one task keep their order, and each is tried three times.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from .faults import CALLBACK, Call, Faults
from .notices import Forbidden, Notice, Undelivered, moments, notice
from .tasks import Task

REACHES = OFF, LOOPBACK, ANYWHERE = ("off", "loopback", "anywhere")
BEAT = 0.1
"""Seconds between looks at the tasks; a notice is late by no more than that."""
PAUSES = (1.0, 4.0)
"""Seconds before a notice that was not taken is sent again."""
HANDS = 4
CROWD = 16


@dataclass
class Watched:
    """A task, how many of its moments were told, and whether one is being told."""

    task: Task
    told: int = 0
    busy: bool = False


@dataclass
class Callbacks:
    """Watches tasks from threads of its own, which start with the first one.

    `now` gives milliseconds; `count` is told what became of each notice; `reach` is
    off, loopback or anywhere. `origin` is where the notices say that films lie.
    """

    now: Callable[[], int]
    faults: Faults
    count: Callable[[str], None]
    reach: str = OFF
    origin: str = ""
    _watched: list[Watched] = field(default_factory=list)
    _changed: threading.Condition = field(default_factory=threading.Condition)
    _stopped: threading.Event = field(default_factory=threading.Event)
    _pool: ThreadPoolExecutor | None = None

    def watch(self, task: Task) -> None:
        """Tell of `task` until it ends; one without a receiver is passed over."""
        if self.reach == OFF or not task.order.callback_url:
            return
        with self._changed:
            self._watched.append(Watched(task))
            if self._pool is None:
                self._pool = ThreadPoolExecutor(HANDS, "callbacks")
                threading.Thread(target=self._run, daemon=True).start()
            self._changed.notify()

    def stop(self) -> None:
        """Tell nothing more, and wait for what is on its way."""
        self._stopped.set()
        with self._changed:
            self._changed.notify()
        if self._pool:
            self._pool.shutdown(cancel_futures=True)

    def _run(self) -> None:
        while waiting := self._next():
            for watched in waiting:
                if not watched.busy:
                    self._look(watched)

    def _next(self) -> list[Watched]:
        """Return the tasks to look at after a beat; none once stopped."""
        with self._changed:
            while not self._stopped.is_set():
                self._changed.wait(BEAT if self._watched else None)
                self._watched = [w for w in self._watched if not self._over(w)]
                if self._watched:
                    return list(self._watched)
        return []

    def _over(self, watched: Watched) -> bool:
        now = self.now()
        told = watched.told >= len(moments(watched.task, now))
        return told and watched.task.ended_at(now) is not None

    def _look(self, watched: Watched) -> None:
        due = moments(watched.task, self.now())[watched.told :]
        if due and self._pool:
            watched.busy = True
            with contextlib.suppress(RuntimeError):  # stopped meanwhile
                self._pool.submit(self._tell, watched, due)

    def _tell(self, watched: Watched, due: list[int]) -> None:
        try:
            for at in due:
                self._send(watched.task, notice(watched.task, self.origin, at))
                watched.told += 1
        finally:
            watched.busy = False

    def _send(self, task: Task, content: Notice) -> None:
        own_id = task.order.external_task_id
        rule = self.faults.strike(Call(CALLBACK, task.order.prompt, own_id))
        if rule and rule.fault == "no_callbacks":
            self.count("withheld")
        elif rule:
            copies = int(rule.args.get("n", 2))
            with ThreadPoolExecutor(min(max(copies, 1), CROWD)) as crowd:
                crowd.map(self._deliver, [content] * copies)
        else:
            self._deliver(content)

    def _deliver(self, content: Notice) -> None:
        """Carry one notice; where nobody takes it, try twice more and let it be."""
        for pause in (*PAUSES, 0.0):
            try:
                content.deliver(anywhere=self.reach == ANYWHERE)
            except Forbidden:
                break
            except Undelivered:
                if not pause or self._stopped.wait(pause):
                    break
            else:
                self.count("delivered")
                return
        self.count("undelivered")
