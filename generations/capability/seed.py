"""The tables as the product starts with them.

Cells follow facts.md section 4 and its decision, prices section 5: one credit is one
unit of the upstream price list.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from generations.capability.cells import (
    Cell,
    Extra,
    Feature,
    Key,
    Model,
    Price,
    State,
)
from generations.capability.table import Table

MODELS = (
    Model("v1.6", "Kling 1.6"),
    Model("v2.1", "Kling 2.1"),
    Model("v2.1-master", "Kling 2.1 Master"),
    Model("v2.5-turbo", "Kling 2.5 Turbo"),
    Model("v2.6", "Kling 2.6", default=True),
)

YES = Feature(State.YES)


def _no(reason: str) -> Feature:
    return Feature(State.NO, reason)


_ALWAYS = {"negative_prompt": YES, "aspect_ratio": YES}
_NO_CFG = _no("Only v1.6 has this setting.")
_NO_SOUND = _no("Only v2.6 makes sound.")
_NO_CAMERA = _no("This model has no camera moves.")
_CAMERA_SHORT = _no("Camera moves are made at 5 s only.")
_CAMERA_UNPROVEN = Feature(
    State.UNVERIFIED,
    "The gateway's guide describes camera moves here; nobody has proven them yet. "
    "If it refuses, nothing is charged.",
)
_TURBO_UNPROVEN = (
    "The gateway's guide names v2.5-turbo without describing it; nobody has proven it "
    "yet. If it refuses, nothing is charged."
)


class Row(NamedTuple):
    """Cells that differ in mode and duration only."""

    model: str
    modes: tuple[str | None, ...]
    durations: tuple[int, ...]
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


_BOTH = ("std", "pro")
_V1_6 = {**_ALWAYS, "cfg_scale": YES, "sound": _NO_SOUND}
_V2 = {
    **_ALWAYS,
    "cfg_scale": _NO_CFG,
    "sound": _NO_SOUND,
    "camera_control": _NO_CAMERA,
}

TEXT2VIDEO = (
    Row(
        "v1.6",
        _BOTH,
        (5,),
        State.YES,
        None,
        {**_V1_6, "camera_control": _CAMERA_UNPROVEN},
    ),
    Row(
        "v1.6",
        _BOTH,
        (10,),
        State.YES,
        None,
        {**_V1_6, "camera_control": _CAMERA_SHORT},
    ),
    Row("v2.1", _BOTH, (5, 10), State.NO, "v2.1 makes clips from pictures only.", {}),
    Row("v2.1-master", (None,), (5, 10), State.YES, None, _V2),
    Row("v2.5-turbo", _BOTH, (5, 10), State.UNVERIFIED, _TURBO_UNPROVEN, _V2),
    Row("v2.6", ("std",), (5, 10), State.NO, "v2.6 works in pro only.", {}),
    Row("v2.6", ("pro",), (5, 10), State.YES, None, {**_V2, "sound": YES}),
)

#: (model, mode) to credits for 5 s; 10 s cost twice that. v1.6 and v2.1-master as a
#: public client shows them, v2.5-turbo and v2.6 as the 2026 note lists 720p and 1080p.
_FIVE_SECONDS: dict[tuple[str, str | None], str] = {
    ("v1.6", "std"): "2.00",
    ("v1.6", "pro"): "3.50",
    ("v2.1-master", None): "10.00",
    ("v2.5-turbo", "std"): "1.50",
    ("v2.5-turbo", "pro"): "2.50",
    ("v2.6", "pro"): "2.50",
}


def _price(cell: Cell) -> Price:
    base = Decimal(_FIVE_SECONDS[cell.model or "", cell.mode])
    base *= 2 if cell.duration == 10 else 1
    if not cell.takes("sound"):
        return Price(base)
    return Price(base, (Extra("sound", "on", "Sound", base),))


@cache
def seed_table() -> Table:
    """Return the one table the product starts with."""
    cells = tuple(cell for row in TEXT2VIDEO for cell in row.cells("text2video"))
    prices: dict[Key, Price] = {c.key: _price(c) for c in cells if c.state.is_open}
    return Table(MODELS, cells, prices)
