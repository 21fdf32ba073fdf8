"""What a refusal of the gateway closes: just what it names, where nobody had proven it.

A `yes` is never closed by one bad request.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from generations.capability.cells import Cell, State
from generations.capability.parts import Change, Part, Sort
from generations.capability.reading.fields import CHOICES

REASON = "The gateway refused {what} here on {day}."

NAMES: Mapping[str, str] = {
    "camera_control": "camera moves",
    "image_tail": "an end frame",
    "static_mask": "still areas",
    "dynamic_masks": "motion areas",
    "sound": "sound",
    "cfg_scale": "the prompt strength",
    "negative_prompt": "a negative prompt",
    "aspect_ratio": "this shape",
}


def closes(
    cell: Cell, request: Mapping[str, Any], named: Collection[str], day: date
) -> tuple[Change, ...]:
    """Return what a refusal of this request closes, given the fields that it names.

    A field of the request that is named is what was refused; mode, length and model
    are often told beside it. Only without one do they count, for the whole cell.
    """
    fields = [n for n in named if n in request and n not in CHOICES]
    if fields:
        return tuple(_feature(cell, n, day) for n in fields if _unproven(cell, n))
    if cell.state is State.UNVERIFIED and any(name in CHOICES for name in named):
        return (_whole(cell, day),)
    return ()


def _unproven(cell: Cell, name: str) -> bool:
    return cell.feature(name).state is State.UNVERIFIED


def _feature(cell: Cell, name: str, day: date) -> Change:
    old = cell.feature(name)
    new = replace(old, state=State.REFUSED, reason=_reason(NAMES.get(name, name), day))
    return Change(Part(Sort.FEATURE, cell.key, name), old, new)


def _whole(cell: Cell, day: date) -> Change:
    old = replace(cell, features={})
    new = replace(old, state=State.REFUSED, reason=_reason(cell.label, day))
    return Change(Part(Sort.CELL, cell.key), old, new)


def _reason(what: str, day: date) -> str:
    return REASON.format(what=what, day=f"{day.day} {day:%b %Y}")
