"""The whole engine in one thread: a beat, then every bell that it rang."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from importlib import import_module
from threading import Event
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction

from generations.models import FINAL, Generation, State, Video
from generations.sandbox import Remote
from generations.services.accept import create_generation
from generations.services.credits import adjust_credits
from generations.services.pacemaker import Pacemaker

BODY = {
    "kind": "text2video",
    "model": "v2.5-turbo",
    "mode": "std",
    "duration": 5,
    "prompt": "A paper boat on a slow river",
}


@dataclass
class Engine:
    """Drives the services as pacemaker and workers do, on the test's own thread."""

    sandbox: Remote
    bells: deque[tuple[str, tuple[Any, ...]]] = field(default_factory=deque)
    pacemaker: Pacemaker = field(default_factory=Pacemaker)
    lost: Callable[[str], bool] = lambda job: False

    def ring(self, cluster: str, job: str, *args: Any) -> None:
        if not self.lost(job):
            transaction.on_commit(lambda: self.bells.append((job, args)))

    def turn(self) -> None:
        """One beat, and all the work it brings about."""
        self.pacemaker.beat()
        self.work()

    def work(self) -> None:
        while self.bells:
            job, args = self.bells.popleft()
            module, _, name = job.rpartition(".")
            getattr(import_module(module), name)(*args)

    def until(self, happened: Callable[[], bool], seconds: float = 30.0) -> None:
        """Turn until something holds; fail the test when it takes too long."""
        pause, end = Event(), time.monotonic() + seconds
        while not happened():
            assert time.monotonic() < end, f"never happened: {self.states()}"
            self.turn()
            pause.wait(0.01)

    def finish(self, *generations: Generation, seconds: float = 30.0) -> None:
        """Turn until these have ended, and reload them."""
        ids = [generation.pk for generation in generations]
        ended = Generation.objects.filter(pk__in=ids, state__in=FINAL)
        self.until(lambda: ended.count() == len(ids), seconds)
        for generation in generations:
            generation.refresh_from_db()

    def states(self) -> list[tuple[str, str]]:
        return list(Generation.objects.values_list("state", "reason_text"))

    def creates(self, outcome: str = "accepted") -> list[dict[str, Any]]:
        """Return what the gateway's ledger says was bought."""
        found = self.sandbox.ledger()["creates"]
        return [row for row in found if row["outcome"] == outcome]


def person(email: str = "alice@example.com", owned: Decimal = Decimal(1000)) -> Any:
    user = get_user_model().objects.create_user(email, "secret")
    adjust_credits(user.pk, owned, reason="for the test", actor="test")
    return user


def ask(owner: Any, **changes: Any) -> Generation:
    return create_generation(owner.pk, BODY | changes)


def extend(parent: Video, **changes: Any) -> Generation:
    """Ask for a clip that goes on from another."""
    body = {"kind": "video_extend", "video": str(parent.pk)} | changes
    return create_generation(parent.owner_id, body)


def reach(generation: Generation, state: State) -> Callable[[], bool]:
    """Return a check that the row stands at `state`."""
    row = Generation.objects.filter(pk=generation.pk, state=state)
    return row.exists
