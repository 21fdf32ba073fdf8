"""Placing pictures side by side, in rows, as large as they all can be."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

Row = list[float]
"""The shapes of pictures that stand side by side, each width by height."""


@dataclass(frozen=True)
class Box:
    """Where a picture lies, in dots."""

    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True)
class Room:
    """The part of a frame that pictures may cover, and the gap between any two."""

    left: float
    top: float
    width: float
    height: float
    gap: float

    def boxes(self, shapes: Sequence[float]) -> list[Box]:
        """Place pictures of these shapes, in their order and in the middle."""
        rows = max(_broken(shapes), key=self._evenly)
        heights = self._heights(rows)
        total = sum(heights) + self.gap * (len(rows) - 1)
        top = self.top + (self.height - total) / 2
        boxes: list[Box] = []
        for row, tall in zip(rows, heights, strict=True):
            boxes += self._row(row, top, tall)
            top += tall + self.gap
        return boxes

    def _row(self, row: Row, top: float, tall: float) -> Iterator[Box]:
        total = sum(row) * tall + self.gap * (len(row) - 1)
        left = self.left + (self.width - total) / 2
        for shape in row:
            wide = shape * tall
            yield Box(round(left), round(top), round(wide), round(tall))
            left += wide + self.gap

    def _heights(self, rows: list[Row]) -> list[float]:
        """Return the height of each row, filling the width unless that is too high."""
        heights = [(self.width - self.gap * (len(row) - 1)) / sum(row) for row in rows]
        room = self.height - self.gap * (len(rows) - 1)
        scale = min(1.0, room / sum(heights))
        return [tall * scale for tall in heights]

    def _evenly(self, rows: list[Row]) -> float:
        """Return the product of all areas: the greater, the less any is tiny."""
        placed = zip(rows, self._heights(rows), strict=True)
        return math.prod(shape * tall * tall for row, tall in placed for shape in row)


def _broken(shapes: Sequence[float]) -> Iterator[list[Row]]:
    """Yield every way to break the pictures into rows."""
    for breaks in range(1 << len(shapes) - 1):
        rows = [[shapes[0]]]
        for at, shape in enumerate(shapes[1:]):
            if breaks >> at & 1:
                rows.append([])
            rows[-1].append(shape)
        yield rows
