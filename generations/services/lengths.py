"""How long a result has to be, to be the clip that was asked for."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from generations.models import Generation

TOLERANCE = Decimal("0.5")
"""Seconds: clips of 5 and 10 s are a little longer as a rule, a lip sync is shorter."""

LEAST_MORE, MOST_MORE = 4, 6
"""Seconds that an extension adds to its clip: upstream says 4 to 5, and 5 is usual."""


class Length(NamedTuple):
    """Between how many seconds and how many."""

    least: Decimal
    most: Decimal

    def fits(self, seconds: Decimal) -> bool:
        return self.least <= seconds <= self.most

    def __str__(self) -> str:
        return f"{self.least} to {self.most} s"


def length_of(generation: Generation) -> Length | None:
    """Return what length was asked for; None where nothing tells any more.

    An extension is the whole clip with its new end, a lip sync is as long as its clip.
    """
    if generation.duration is not None:
        return _around(Decimal(generation.duration))
    parent = generation.source_video
    if parent is None:
        return None
    if generation.kind == "video_extend":
        return _around(parent.duration + LEAST_MORE, parent.duration + MOST_MORE)
    return _around(parent.duration)


def _around(least: Decimal, most: Decimal | None = None) -> Length:
    return Length(least - TOLERANCE, (least if most is None else most) + TOLERANCE)
