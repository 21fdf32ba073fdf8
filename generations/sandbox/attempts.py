"""A create call as it came in, and the line it leaves on the ledger."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from .protocol import Refusal
from .tasks import Task


@dataclass(frozen=True, slots=True)
class Attempt:
    """One create call before anybody judged it; `key` is only a fingerprint."""

    family: str
    endpoint: str
    key: str
    body_sha256: str
    external_task_id: object = None
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class Fate:
    """What the end of a task will be: succeed, failed, or stuck (never ends)."""

    fate: str = "succeed"
    failure: str = ""


def accepted_line(attempt: Attempt, task: Task, live: int) -> dict[str, Any]:
    """Return the event of a create that made `task`."""
    return _line(attempt, task.created_at, "accepted", live) | {
        "code": 0,
        "http_status": 200,
        "task_id": task.task_id,
        "task": task.as_json(),
    }


def barren_line(
    attempt: Attempt, now: int, live: int, refusal: Refusal | None
) -> dict[str, Any]:
    """Return the event of a create that made no task.

    It was "refused" by an answer, or "lost" without the gateway's own answer.
    """
    outcome = "refused" if refusal else "lost"
    return _line(attempt, now, outcome, live) | {
        "code": refusal.code if refusal else None,
        "http_status": refusal.http_status if refusal else None,
        "task_id": None,
    }


def _line(attempt: Attempt, now: int, outcome: str, live: int) -> dict[str, Any]:
    head = {"event": "create", "at": now, **asdict(attempt)}
    return head | {"outcome": outcome, "live": live}
