"""Rows of the seed: cells that differ in mode and duration only, and their prices."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from generations.capability.cells import Cell, Extra, Feature, Price, State

BOTH = ("std", "pro")
LENGTHS = (5, 10)


class Row(NamedTuple):
    """Cells that differ in mode and duration only."""

    model: str | None
    modes: tuple[str | None, ...]
    durations: tuple[int | None, ...]
    state: State
    reason: str | None
    features: Mapping[str, Feature]

    def cells(self, kind: str) -> Iterator[Cell]:
        for mode in self.modes:
            for duration in self.durations:
                yield Cell(
                    kind,
                    self.model,
                    mode,
                    duration,
                    self.state,
                    self.reason,
                    self.features,
                )


#: (model, mode) to credits for 5 s, whatever the kind; 10 s cost twice that. v1.6 and
#: v2.1-master as a public client shows them, v2.5-turbo and v2.6 as the 2026 note lists
#: 720p and 1080p; v2.1 is taken to cost what v1.6 does.
_FIVE_SECONDS: dict[tuple[str, str | None], str] = {
    ("v1.6", "std"): "2.00",
    ("v1.6", "pro"): "3.50",
    ("v2.1", "std"): "2.00",
    ("v2.1", "pro"): "3.50",
    ("v2.1-master", None): "10.00",
    ("v2.5-turbo", "std"): "1.50",
    ("v2.5-turbo", "pro"): "2.50",
    ("v2.6", "pro"): "2.50",
}


def price_of(cell: Cell) -> Price:
    """Return what a cell with a model costs; sound doubles it.

    An extension, which has no length of its own and adds about 5 s, costs as 5 s do.
    """
    base = Decimal(_FIVE_SECONDS[cell.model or "", cell.mode])
    base *= 2 if cell.duration == 10 else 1
    if not cell.takes("sound"):
        return Price(base)
    return Price(base, (Extra("sound", "on", "Sound", base),))
