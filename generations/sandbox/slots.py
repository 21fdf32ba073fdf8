"""The slots of the account: who holds one now, and how busy they have been."""

from __future__ import annotations

from dataclasses import dataclass, field

from .tasks import Task


@dataclass
class Slots:
    """Running tasks, their greatest number so far, and slot-milliseconds spent."""

    running: dict[str, Task] = field(default_factory=dict)
    most: int = 0
    first_at: int | None = None
    _spent: int = 0

    def take(self, task: Task) -> None:
        self.running[task.task_id] = task
        if self.first_at is None or task.created_at < self.first_at:
            self.first_at = task.created_at

    def live(self, now: int) -> int:
        """Return how many tasks hold a slot, after letting go of ended ones."""
        for task in list(self.running.values()):
            ended = task.ended_at(now)
            if ended is not None:
                del self.running[task.task_id]
                self._spent += ended - task.created_at
        live = len(self.running)
        self.most = max(self.most, live)
        return live

    def busy(self, now: int) -> int:
        """Return the slot-milliseconds held since the first create."""
        self.live(now)
        return self._spent + sum(now - t.created_at for t in self.running.values())
