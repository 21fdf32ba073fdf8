"""How long things really take: measured slot times per cell of the capability table."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from generations import wiring
from generations.capability.expected import expected as seed
from generations.models import Generation, State

LAST = 50
ENOUGH = 8
KEPT_SECONDS = 10.0
UNLISTED = (300.0, 600.0)
"""For a cell that was taken out of the table while jobs of it wait."""

Cell = tuple[str, str, str, int | None]
_kept: dict[tuple[Cell, bool], tuple[float, Expected]] = {}


@dataclass(frozen=True, slots=True)
class Expected:
    """Seconds that a job of one cell holds a slot: median and 90th percentile."""

    p50: float
    p90: float

    @property
    def spread(self) -> float:
        """The standard deviation that these two percentiles of a normal speak of."""
        return max(0.02 * self.p50, (self.p90 - self.p50) / 1.2816)


def expected(cell: Cell) -> Expected:
    """Return what the last jobs of this cell took, or the table's word without any."""
    at = (cell, wiring.sandbox())
    kept = _kept.get(at)
    if kept and kept[0] > time.monotonic():
        return kept[1]
    found = _measured(cell)
    _kept[at] = (time.monotonic() + KEPT_SECONDS, found)
    return found


def cell_of(request: Mapping[str, Any]) -> Cell:
    """Return the cell of a checked request."""
    mode, duration = request.get("mode") or "", request.get("duration")
    return request["kind"], request["model"], mode, duration


def forget() -> None:
    """Drop what is kept, so that the next question is asked anew."""
    _kept.clear()


def _measured(cell: Cell) -> Expected:
    """Mix the measured times with as much of the table's guess as is still needed."""
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
    times = sorted(
        (freed - sent).total_seconds() for sent, freed in pairs if sent and freed
    )
    guess = _guess(cell)
    if not times:
        return guess
    trust = min(1.0, len(times) / ENOUGH)
    return Expected(
        p50=_mix(guess.p50, _quantile(times, 0.5), trust),
        p90=_mix(guess.p90, _quantile(times, 0.9), trust),
    )


def _guess(cell: Cell) -> Expected:
    """The table's figures; a rehearsal at another pace takes that much less or more."""
    kind, model, mode, duration = cell
    listed = wiring.table().cell(kind, model, mode or None, duration)
    p50, p90 = seed(listed) if listed else UNLISTED
    factor = wiring.pace().factor if wiring.sandbox() else 1.0
    return Expected(p50 * factor, p90 * factor)


def _mix(guess: float, measured: float, trust: float) -> float:
    return guess * (1 - trust) + measured * trust


def _quantile(ordered: list[float], q: float) -> float:
    return ordered[min(len(ordered) - 1, int(q * len(ordered)))]
