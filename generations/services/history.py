"""How long things really take: measured slot times per cell of the capability table."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import astuple, dataclass
from math import hypot, log, sqrt
from statistics import fmean, pstdev
from typing import Any

from generations import wiring
from generations.capability.expected import expected as seed
from generations.models import Generation, State

LAST = 50
ENOUGH = 8
KEPT_SECONDS = 10.0
UNSEEN, UNSEEN_FLOOR = 1.75, 0.15
"""Seconds (scaled) from a task's end until a look sees it: half the poll's interval
and half a beat. Measured times have them in already."""

GUESSED_DEVIATION, GUESSED_DOUBT = 0.22, 0.12
"""What a guess is taken to be worth, as parts of it. The table's p90 says how long to
be patient and not how tasks vary: taken at its word, every range would be useless."""

LEAST_DEVIATION, LEAST_DOUBT = 0.02, 0.05
SHORTEST = 0.001
"""A clock that was set back measures nothing or less, and costs are above nothing."""

COST_STEP = 1.5
UNLISTED = (300.0, 600.0)
"""For a cell that was taken out of the table while jobs of it wait."""

Cell = tuple[str, str, str, int | None]
_kept: dict[tuple[Cell, bool], tuple[float, Expected]] = {}


@dataclass(frozen=True, slots=True)
class Expected:
    """Seconds that a job of one cell holds a slot.

    `p50` and `p90` are for people. A forecast adds jobs up, and so needs the mean, the
    standard deviation of one job, and how far the mean itself may be off: `doubt`, a
    standard deviation too, as a part of the mean.
    """

    p50: float
    p90: float
    mean: float
    deviation: float
    doubt: float

    @property
    def variance(self) -> float:
        return self.deviation**2

    def mixed(self, measured: Expected, trust: float) -> Expected:
        """Return what lies that part of the way from this to `measured`."""
        pairs = zip(astuple(self), astuple(measured), strict=True)
        return Expected(*(a * (1 - trust) + b * trust for a, b in pairs))


def expected(cell: Cell) -> Expected:
    """Return what the last jobs of this cell took, or the table's word without any."""
    at = (cell, wiring.sandbox())
    kept = _kept.get(at)
    if kept and kept[0] > time.monotonic():
        return kept[1]
    found = _measured(cell)
    _kept[at] = (time.monotonic() + KEPT_SECONDS, found)
    return found


def turn_cost(cell: Cell) -> float:
    """Return what a turn of this cell costs: its usual slot-seconds, in steps.

    Steps, because measured times waver: lanes that did the same would stand a little
    apart, and go by that instead of by who came first.
    """
    guess = _guess(cell).p50
    steps = round(log(expected(cell).p50 / guess, COST_STEP))
    return guess * COST_STEP**steps


def cell_of(request: Mapping[str, Any]) -> Cell:
    """Return the cell of a checked request that names all its choices."""
    mode, duration = request.get("mode") or "", request.get("duration")
    return request["kind"], request["model"], mode, duration


def cell_of_row(row: Generation) -> Cell:
    return row.kind, row.model, row.mode, row.duration


def longest(cell: Cell) -> float:
    """Return the longest that a job of this cell held its slot, as far as is known."""
    return max([_guess(cell).p90, *_times(cell)])


def forget() -> None:
    """Drop what is kept, so that the next question is asked anew."""
    _kept.clear()


def _measured(cell: Cell) -> Expected:
    """Mix the measured times with as much of the table's guess as is still needed."""
    times = _times(cell)
    trust = min(1.0, len(times) / ENOUGH)
    guess = _guess(cell)
    return guess.mixed(_summary(times), trust) if times else guess


def _times(cell: Cell) -> list[float]:
    """Return how long the last jobs of a cell held their slots, in seconds."""
    kind, model, mode, duration = cell
    rows = Generation.objects.filter(
        kind=kind,
        model=model,
        mode=mode,
        duration=duration,
        sandbox=wiring.sandbox(),
        state=State.SUCCEEDED,
        slot_freed_at__isnull=False,
    ).order_by("-slot_freed_at")
    pairs = rows.values_list("submitted_at", "slot_freed_at")[:LAST]
    return [
        max(SHORTEST, (freed - sent).total_seconds())
        for sent, freed in pairs
        if sent and freed
    ]


def _summary(times: list[float]) -> Expected:
    """Return what measured times say of the next ones."""
    times = sorted(times)
    mean = fmean(times)
    deviation = max(pstdev(times), LEAST_DEVIATION * mean)
    return Expected(
        p50=quantile(times, 0.5),
        p90=quantile(times, 0.9),
        mean=mean,
        deviation=deviation,
        doubt=hypot(LEAST_DOUBT, deviation / mean / sqrt(len(times))),
    )


def _guess(cell: Cell) -> Expected:
    """The table's figures; a rehearsal at another pace takes that much less or more."""
    kind, model, mode, duration = cell
    table = wiring.table()
    # Lip-sync has one cell for all models, and its jobs still know their clip's.
    listed = table.cell(kind, model, mode or None, duration) or table.cell(
        kind, None, None, None
    )
    p50, p90 = seed(listed) if listed else UNLISTED
    factor = wiring.pace().factor if wiring.sandbox() else 1.0
    unseen = max(UNSEEN_FLOOR, wiring.pace().scaled(UNSEEN))
    return Expected(
        p50=p50 * factor,
        p90=p90 * factor,
        mean=p50 * factor + unseen,
        deviation=GUESSED_DEVIATION * p50 * factor,
        doubt=GUESSED_DOUBT,
    )


def quantile(ordered: list[float], q: float) -> float:
    """Return the value below which the part `q` of an ordered, full list lies."""
    return ordered[min(len(ordered) - 1, int(q * len(ordered)))]
