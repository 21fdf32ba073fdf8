"""The control address: the ledger, the figures, the faults. Loopback only."""

from __future__ import annotations

import json
import threading
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from .account import Account
from .call import Inbound
from .faults import BadRule, Faults
from .ledger import Event
from .protocol import Answer, Refusal, document
from .tasks import Task

MOST_RULES = 1 << 20


@dataclass
class Tally:
    """How often each door gave each answer."""

    _lock: threading.Lock = field(default_factory=threading.Lock)
    answers: dict[str, Counter[str]] = field(default_factory=dict)

    def count(self, door: str, answer: str) -> None:
        """Count one answer: a code, an HTTP status, or "hangup"."""
        with self._lock:
            self.answers.setdefault(door, Counter())[answer] += 1

    def as_json(self) -> dict[str, dict[str, int]]:
        with self._lock:
            return {door: dict(counts) for door, counts in self.answers.items()}


@dataclass(frozen=True)
class Control:
    """The door for whoever rehearses with the sandbox."""

    account: Account
    faults: Faults
    tally: Tally

    def answer(self, inbound: Inbound, page: str) -> Answer:
        if not inbound.local:
            return document(403, {"detail": "control is for loopback only"})
        match inbound.method, page:
            case "GET", "ledger":
                return document(200, self._ledger())
            case "GET", "stats":
                return document(200, self._stats())
            case "GET", "faults":
                return document(200, self.faults.as_json())
            case "PUT", "faults":
                return self._put(inbound)
            case "DELETE", "faults":
                self.faults.replace(())
                return document(200, [])
        return document(404, {"detail": "GET ledger, GET stats, PUT faults"})

    def _put(self, inbound: Inbound) -> Answer:
        try:
            content = json.loads(inbound.body(MOST_RULES))
            if not isinstance(content, list):
                raise BadRule("send a list of rules")
            self.faults.replace(content)
        except (ValueError, Refusal) as problem:
            return document(400, {"detail": str(problem)})
        return document(200, self.faults.as_json())

    def _ledger(self) -> dict[str, Any]:
        now = self.account.now()
        events = list(self.account.ledger.events())
        tasks = list(self.account.shelf.tasks.values())
        return {
            "creates": [_public(e) for e in events if e["event"] == "create"],
            "faces": [_public(e) for e in events if e["event"] == "faces"],
            "max_live": self.account.slots.most,
            "tasks": {task.task_id: _seen(task, now) for task in tasks},
        }

    def _stats(self) -> dict[str, Any]:
        account = self.account
        now, busy, first = account.now(), account.busy(), account.slots.first_at
        elapsed = now - first if first is not None else 0
        capacity = elapsed * account.concurrency
        return {
            "tasks": len(account.shelf.tasks),
            "live": account.live(),
            "max_live": account.slots.most,
            "concurrency": account.concurrency,
            "pace": account.pace,
            "answers": self.tally.as_json(),
            "busy_slot_seconds": busy / 1000,
            "elapsed_seconds": elapsed / 1000,
            "utilisation": busy / capacity if capacity else 0.0,
        }


def _public(event: Event) -> Event:
    hidden = ("event", "task", "session")
    return {key: event[key] for key in event if key not in hidden}


def _seen(task: Task, now: int) -> dict[str, Any]:
    return {
        "status": task.status(now),
        "external_task_id": task.order.external_task_id,
        "family": task.order.family,
        "prompt": task.order.prompt,
        "sha256": task.film.sha256 if task.film else None,
        "size": task.film.size if task.film else None,
        "created_at": task.created_at,
        "due_at": task.due_at,
        "ended_at": task.ended_at(now),
    }
