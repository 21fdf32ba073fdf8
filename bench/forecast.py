"""Whether jobs start when people were told that they would.

Closed runs in a played time (see `simulation`): whoever is there is there from the
beginning. Either all ask for all they want within a minute, one after the other in an
order drawn by lot, and the line runs dry; or each has a few jobs in it and asks again
when one is done. Every job is judged by the range that was written into its row at its
acceptance. What tasks take is drawn by lot too, otherwise in every run: from steady
gateways and from wavering ones, from some as quick as the table believes and from
others that history had to tell of, for one kind of job and for two.

A job is inside when it was sent between `starts_earliest` and `starts_latest`. The
width of a range is latest / earliest, in seconds from acceptance. A job that was told
"at once" has a slot and no earliest to divide by: it counts among those inside or
outside, and has no width. A job that has to wait and whose range begins at once has an
endless one.

Two things can be forecast by nobody, so their rows only tell what they come to: people
who come later and whose turns are before those of a batch that waits, and a gateway
without a past that takes half as long again as the table says.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from statistics import median
from typing import Any
from uuid import UUID

from django.core.management import call_command
from django.utils import timezone

from generations.models import Generation
from generations.services.starts import HANDOVER

from . import simulation
from .past import make_past
from .people import make_people
from .rows import Row
from .simulation import Durations, Studio

SEEDS = (101, 102)
JOBS = 54
TOLD_AT_ONCE = 1.0
"""Seconds from acceptance below which a range begins at once."""


@dataclass(slots=True)
class Asked:
    """Everybody's wishes, asked for as time goes on."""

    studio: Studio
    people: Sequence[Any]
    durations: Sequence[int]
    chance: random.Random
    left: int = JOBS

    def after(self, seconds: float, owner_id: UUID) -> None:
        """Have somebody ask for one more job then, unless there were enough."""
        if self.left:
            self.left -= 1
            duration = self.chance.choice(self.durations)
            self.studio.plan(
                seconds, lambda: self.studio.ask(owner_id, duration=duration)
            )


Asking = Callable[[Asked], None]


def all_at_first(asked: Asked) -> None:
    """Ask for everything within a minute; some want much and some little."""
    for number in range(JOBS):
        first = number < len(asked.people)
        some = [asked.people[number]] if first else asked.people
        weights = None if first else range(1, len(some) + 1)
        [owner] = asked.chance.choices(some, weights)
        asked.after(number, owner.pk)


def again_and_again(asked: Asked) -> None:
    """Have three jobs of each person in line, and one more whenever one is done."""
    for number in range(3):
        for one in asked.people:
            asked.after(20 * number + asked.chance.uniform(0, 20), one.pk)
    asked.studio.on_end = lambda job: asked.after(
        asked.chance.uniform(1, 15), job.owner_id
    )


def by_and_by(asked: Asked) -> None:
    """Come at some moment of ten minutes, and ask for all at once."""
    for one in asked.people:
        comes = asked.chance.uniform(0, 600)
        for number in range(JOBS // len(asked.people)):
            asked.after(comes + number, one.pk)


@dataclass(frozen=True, slots=True)
class Run:
    """One studio: what its gateway takes, who asks when, and what it knows already."""

    name: str
    takes: Durations
    asking: Asking
    slots: int = 3
    people: int = 6
    durations: tuple[int, ...] = (5,)
    past: int = 12


def around(middle: float, spread: float) -> Durations:
    """Return times that vary as those of real services do: few are much longer."""

    def takes(chance: random.Random, payload: dict[str, Any]) -> float:
        longer = 1.4 if payload["duration"] == "10" else 1.0
        return middle * longer * math.exp(chance.gauss(0.0, spread))

    return takes


def as_in_rehearsal(chance: random.Random, payload: dict[str, Any]) -> float:
    low, high = (45, 60) if payload["duration"] == "10" else (30, 45)
    return chance.uniform(low, high)


RUNS = (
    Run("rehearsal, no past", as_in_rehearsal, all_at_first, past=0),
    Run("rehearsal, two kinds, no past", as_in_rehearsal, again_and_again, slots=5,
        people=8, durations=(5, 10), past=0),
    Run("wavering", around(40, 0.35), all_at_first),
    Run("quick", around(28, 0.25), again_and_again),
    Run("slow", around(64, 0.2), all_at_first, slots=4),
    Run("wavering, two kinds", around(40, 0.3), all_at_first, slots=5, people=9,
        durations=(5, 10)),
)  # fmt: skip
UNFORESEEN = (
    Run("people come by and by", around(40, 0.25), by_and_by),
    Run("half as long again, no past", around(60, 0.2), all_at_first, past=0),
)


def run() -> Iterator[Row]:
    """Yield how many jobs start inside their range, and how wide the ranges are."""
    judged = [job for seed in SEEDS for each in RUNS for job in played(each, seed)]
    widths = [width for job in judged if (width := width_of(job)) is not None]
    told = {"runs": len(SEEDS) * len(RUNS), "jobs": len(judged), "ranges": len(widths)}
    yield Row(
        "forecast",
        "jobs that start inside their range",
        100 * inside(judged),
        unit="%",
        at_least=85,
        at_most=95,
        figures=told,
    )
    yield Row(
        "forecast", "latest by earliest, in the median", median(widths), at_most=2.0
    )
    for each in UNFORESEEN:
        found = 100 * inside(played(each, SEEDS[0]))
        yield Row("forecast", f"inside where {each.name}", found, unit="%")


def played(scene: Run, seed: int) -> list[Generation]:
    """Return the jobs of one run, all of them ended."""
    call_command("flush", interactive=False, inhibit_post_migrate=True, verbosity=0)
    chance = random.Random(seed)
    people = make_people(scene.people)
    with simulation.opened(
        slots=scene.slots, durations=scene.takes, seed=seed
    ) as open_:
        make_past(people[0], scene.past, scene.takes, scene.durations, chance)
        began = timezone.now()
        scene.asking(Asked(open_, people, scene.durations, chance))
        open_.run()
        return list(Generation.objects.filter(created_at__gte=began).order_by("id"))


def inside(jobs: Iterable[Generation]) -> float:
    """Return which part of the jobs started when it was told."""
    found = [j.starts_earliest <= j.submitted_at <= j.starts_latest for j in jobs]
    return sum(found) / len(found)


def width_of(job: Generation) -> float | None:
    """Return latest / earliest; nothing where the job was told to start at once."""
    since = job.created_at
    earliest = (job.starts_earliest - since) / timedelta(seconds=1)
    latest = (job.starts_latest - since) / timedelta(seconds=1)
    if earliest >= TOLD_AT_ONCE:
        return latest / earliest
    return None if latest <= HANDOVER + TOLD_AT_ONCE else math.inf
