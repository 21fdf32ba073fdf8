"""The real services in a time of their own: hours of a studio in seconds.

Only three things are played: the clock, which jumps from one moment at which
something may change to the next; the gateway, which answers at once; and the saving of
files, which takes no time and fetches nothing. All else is the engine as it runs.

Looks that would find every task running are left out, but for those of the last
seconds before an end, so that it is seen as late as it really would be.
"""

from __future__ import annotations

import heapq
import json
import random
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest import mock
from uuid import UUID

import time_machine
from django.db import transaction
from django.db.models import Min
from django.test import override_settings
from django.utils import timezone

from generations import wiring
from generations.gateway import Accepted, Busy, Clip, Task
from generations.models import HOLDS_A_SLOT, Generation, State
from generations.services import bells, history, sweep
from generations.services.accept import create_generation
from generations.services.dispatch import dispatch
from generations.services.endings import NO_REASON
from generations.services.gateway_accounts import sync_from_settings
from generations.services.poll import poll
from generations.services.submit import submit

BEGINNING = datetime(2026, 3, 2, 9, tzinfo=UTC)
BODY = {
    "kind": "text2video",
    "model": "v2.5-turbo",
    "mode": "std",
    "duration": 5,
    "prompt": "A paper boat on a slow river at dawn",
}
LOOKED_FOR = timedelta(seconds=4)
"""More than lies between two looks at a task whose slot is waited for."""

Durations = Callable[[random.Random, dict[str, Any]], float]
"""How long the gateway takes for one task, in seconds, by lot and by what is sent."""


@dataclass
class PlayedGateway:
    """Takes tasks up to a limit, and ends each after its time."""

    limit: int
    durations: Durations
    chance: random.Random
    ends: dict[str, datetime] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    refused: int = 0

    @property
    def first_end(self) -> datetime | None:
        """When the first of the tasks ends, or has ended, that were not seen to."""
        unseen = (end for own_id, end in self.ends.items() if own_id not in self.seen)
        return min(unseen, default=None)

    def create(
        self, endpoint: object, family: str, payload: bytes, *, deadline: float
    ) -> Accepted:
        asked: dict[str, Any] = json.loads(payload)
        now, own_id = timezone.now(), asked["external_task_id"]
        if sum(end > now for end in self.ends.values()) >= self.limit:
            self.refused += 1
            raise Busy("parallel task over resource pack limit", concurrency=True)
        takes = self.durations(self.chance, asked)
        self.ends[own_id] = now + timedelta(seconds=takes)
        return Accepted(f"task-{own_id}", own_id, None, {})

    def query(self, endpoint: object, family: str, task_id: str) -> Task:
        own_id = task_id.removeprefix("task-")
        ended = timezone.now() >= self.ends[own_id]
        if ended:
            self.seen.add(own_id)
        status = "succeed" if ended else "processing"
        clips = (Clip(own_id, "https://result", None),) if ended else ()
        return Task(
            task_id, own_id, status, status, "", clips, None, None, None, None, {}
        )


@dataclass
class Studio:
    """A studio whose people ask for clips at the moments that are planned."""

    gateway: PlayedGateway
    clock: time_machine.Traveller
    rung: deque[tuple[str, tuple[Any, ...]]] = field(default_factory=deque)
    planned: list[tuple[datetime, int, Callable[[], None]]] = field(
        default_factory=list
    )
    on_end: Callable[[Generation], None] = lambda job: None

    def plan(self, seconds: float, act: Callable[[], None]) -> None:
        """Have something done that many seconds from now."""
        at = timezone.now() + timedelta(seconds=seconds)
        heapq.heappush(self.planned, (at, len(self.planned), act))

    def ask(self, owner_id: UUID, **changes: Any) -> Generation:
        return create_generation(owner_id, BODY | changes)

    def run(self, until: Callable[[], bool] = lambda: False) -> None:
        """Go on until nothing is left to do, or something holds."""
        dispatch()
        self._work_off()
        while (at := self._next()) and not until():
            self.clock.move_to(max(at, timezone.now()))
            history.forget()
            if self._act():
                dispatch()
            sweep.claim_polls(timezone.now())
            self._work_off()

    def _next(self) -> datetime | None:
        """Return the first beat at which something is due, and may have changed."""
        moments = [self.planned[0][0]] if self.planned else []
        sent = Generation.objects.filter(state__in=HOLDS_A_SLOT)
        due, end = (
            sent.aggregate(at=Min("next_action_at"))["at"],
            self.gateway.first_end,
        )
        if due and end:
            moments.append(_beat_after(max(due, end - LOOKED_FOR)))
        return min(moments, default=None)

    def _act(self) -> bool:
        """Do what is planned for now; return whether anything was."""
        acted = False
        while self.planned and self.planned[0][0] <= timezone.now():
            heapq.heappop(self.planned)[2]()
            acted = True
        return acted

    def _work_off(self) -> None:
        while self.rung:
            job, args = self.rung.popleft()
            self._work(job.rpartition(".")[2], args)

    def _work(self, job: str, args: tuple[Any, ...]) -> None:
        if job == "submit":
            submit(*bells.read(args[0]))
        elif job == "poll":
            poll([bells.read(claim) for claim in args])
        elif job == "save":
            kept = Generation.objects.get(pk=bells.read(args[0])[0])
            kept.move(State.SUCCEEDED, **NO_REASON)
            self.on_end(kept)

    def ring(self, cluster: str, job: str, *args: Any) -> None:
        transaction.on_commit(lambda: self.rung.append((job, args)))


def _beat_after(moment: datetime) -> datetime:
    """Return the pacemaker's next beat."""
    beat = wiring.pace().beat
    passed = (moment - BEGINNING).total_seconds()
    return BEGINNING + timedelta(seconds=-(-passed // beat) * beat)


@contextmanager
def opened(*, slots: int, durations: Durations, seed: int) -> Iterator[Studio]:
    """Open a studio with `slots` at the gateway, without people and without a past."""
    random.seed(seed)
    gateway = PlayedGateway(slots, durations, random.Random(seed))
    with ExitStack() as stack:
        clock = stack.enter_context(time_machine.travel(BEGINNING, tick=False))
        stack.enter_context(override_settings(GATEWAY_CONCURRENCY=slots))
        studio = Studio(gateway, clock)
        stack.enter_context(mock.patch.object(bells, "ring", studio.ring))
        stack.enter_context(mock.patch.object(wiring, "gateway", lambda: gateway))  # noqa: PT008
        history.forget()
        sync_from_settings()
        yield studio
