"""A call that costs something as it came in, and its line on the ledger."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from .protocol import Refusal
from .sessions import Session
from .tasks import Task


@dataclass(frozen=True, slots=True)
class Attempt:
    """One call before anybody judged it; `key` is only a fingerprint.

    Its `event` is "create", or "faces" where faces are looked for.
    """

    family: str
    endpoint: str
    key: str
    body_sha256: str
    external_task_id: object = None
    fault: str | None = None
    event: str = "create"


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


def session_line(attempt: Attempt, session: Session, live: int) -> dict[str, Any]:
    """Return the event of a look for faces that opened `session`."""
    return _line(attempt, session.created_at, "accepted", live) | {
        "code": 0,
        "http_status": 200,
        "session_id": session.session_id,
        "video_id": session.parent.video_id,
        "faces": len(session.parent.faces),
        "session": session.as_json(),
    }


def barren_line(
    attempt: Attempt, now: int, live: int, refusal: Refusal | None
) -> dict[str, Any]:
    """Return the event of a call that made nothing.

    It was "refused" by an answer, or "lost" without the gateway's own answer.
    """
    outcome = "refused" if refusal else "lost"
    return _line(attempt, now, outcome, live) | {
        "code": refusal.code if refusal else None,
        "http_status": refusal.http_status if refusal else None,
        "task_id": None,
    }


def _line(attempt: Attempt, now: int, outcome: str, live: int) -> dict[str, Any]:
    head = {"at": now, **asdict(attempt)}
    return head | {"outcome": outcome, "live": live}
