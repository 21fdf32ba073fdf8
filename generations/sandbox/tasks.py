"""One task at the gateway. Its state is a function of the time, not a variable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Self

from .order import Order

DAY = 24 * 3600 * 1000
KEPT = 30 * DAY
"""Milliseconds for which the provider keeps a task and its files."""


@dataclass(frozen=True, slots=True)
class Film:
    """A finished file: `seconds` as measured, `ready_at` in milliseconds."""

    sha256: str
    size: int
    seconds: str
    ready_at: int


@dataclass(slots=True)
class Task:
    """A task from its acceptance on; all times are Unix milliseconds.

    `fate` is what its end will be: succeed, failed, or stuck (never ends). It
    succeeds when it is due and its film is ready, whichever comes later.
    """

    task_id: str
    video_id: str
    token: str
    order: Order
    created_at: int
    starts_at: int
    due_at: int
    fate: str = "succeed"
    failure: str = ""
    film: Film | None = None

    def ended_at(self, now: int) -> int | None:
        """Return when the task ended, or None while it still holds a slot."""
        if self.fate == "stuck" or now < self.due_at:
            return None
        if self.fate == "failed":
            return self.due_at
        end = max(self.due_at, self.film.ready_at) if self.film else None
        return end if end is not None and end <= now else None

    def status(self, now: int) -> str:
        if self.ended_at(now) is not None:
            return self.fate
        return "submitted" if now < self.starts_at else "processing"

    def message(self, now: int) -> str:
        return self.failure if self.status(now) == "failed" else ""

    def updated_at(self, now: int) -> int:
        ended = self.ended_at(now)
        if ended is not None:
            return ended
        return self.created_at if now < self.starts_at else self.starts_at

    def videos(self, origin: str, now: int) -> list[dict[str, str]]:
        if self.film is None or self.status(now) != "succeed":
            return []
        url = f"{origin}/files/{self.token}.mp4"
        return [{"id": self.video_id, "url": url, "duration": self.film.seconds}]

    def expired(self, now: int) -> bool:
        return now >= self.created_at + KEPT

    def as_json(self) -> dict[str, Any]:
        """Return what a ledger keeps of the task on its acceptance."""
        kept = {one.name: getattr(self, one.name) for one in fields(self)}
        del kept["film"]
        return {**kept, "order": self.order.as_json()}

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> Self:
        return cls(**{**content, "order": Order.from_json(content["order"])})
