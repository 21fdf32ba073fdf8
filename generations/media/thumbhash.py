"""ThumbHash: a picture in about 25 bytes, drawn as a blur while the real one loads.

The format is Evan Wallace's (https://evanw.github.io/thumbhash/): brightness and two
colour differences, each as the lowest frequencies of a cosine transform, four bits a
coefficient. Only pictures without transparency are written here.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

LARGEST_SIDE = 100
BRIGHTNESS_TERMS = 7
COLOUR_TERMS = 3
LANDSCAPE = 1 << 15

Pixel = tuple[int, int, int]


@dataclass(frozen=True)
class Channel:
    """The mean of a channel, its other coefficients from 0 to 1, and their scale."""

    mean: float
    waves: list[float]
    scale: float


def encode(width: int, height: int, pixels: Sequence[Pixel]) -> bytes:
    """Return the hash of a small RGB picture, given row by row, 0 to 255."""
    if max(width, height) > LARGEST_SIDE:
        raise ValueError(f"{width}x{height} is more than a hash can use.")
    grid = Grid(width, height)
    nx, ny = _brightness_terms(width, height)
    light = grid.transform([sum(rgb) / 765 for rgb in pixels], max(3, nx), max(3, ny))
    yellow_blue = grid.transform(
        [(r + g) / 510 - b / 255 for r, g, b in pixels], COLOUR_TERMS, COLOUR_TERMS
    )
    red_green = grid.transform(
        [(r - g) / 255 for r, g, b in pixels], COLOUR_TERMS, COLOUR_TERMS
    )
    head = (
        _round(63 * light.mean)
        | _round(31.5 + 31.5 * yellow_blue.mean) << 6
        | _round(31.5 + 31.5 * red_green.mean) << 12
        | _round(31 * light.scale) << 18
    )
    shape = (
        (ny if width > height else nx)
        | _round(63 * yellow_blue.scale) << 3
        | _round(63 * red_green.scale) << 9
        | (LANDSCAPE if width > height else 0)
    )
    waves = [*light.waves, *yellow_blue.waves, *red_green.waves]
    return head.to_bytes(3, "little") + shape.to_bytes(2, "little") + _nibbles(waves)


class Grid:
    """The cosine transform over a picture of one size."""

    def __init__(self, width: int, height: int) -> None:
        self.width = width
        self.across = _cosines(width)
        self.down = _cosines(height)

    def transform(self, values: Sequence[float], nx: int, ny: int) -> Channel:
        """Return the triangle of low frequencies, `nx` across by `ny` down."""
        rows = [
            values[at : at + self.width] for at in range(0, len(values), self.width)
        ]
        across = [[_dot(self.across[x], row) for row in rows] for x in range(nx)]
        waves = [
            _dot(self.down[y], across[x]) / len(values)
            for y in range(ny)
            for x in range(nx)
            if x * ny < nx * (ny - y)
        ]
        mean, *others = waves
        scale = max(map(abs, others))
        if scale:
            others = [0.5 + wave / (2 * scale) for wave in others]
        return Channel(mean, others, scale)


def _brightness_terms(width: int, height: int) -> tuple[int, int]:
    longest = max(width, height)
    return (
        max(1, _round(BRIGHTNESS_TERMS * width / longest)),
        max(1, _round(BRIGHTNESS_TERMS * height / longest)),
    )


def _cosines(length: int) -> list[list[float]]:
    """Return one wave per term, sampled at the middle of each pixel."""
    return [
        [math.cos(math.pi / length * term * (at + 0.5)) for at in range(length)]
        for term in range(BRIGHTNESS_TERMS)
    ]


def _dot(left: Sequence[float], right: Sequence[float]) -> float:
    return sum(map(float.__mul__, left, right))


def _round(value: float) -> int:
    """Round halves up, as the format's first implementation does."""
    return math.floor(value + 0.5)


def _nibbles(waves: Sequence[float]) -> bytes:
    levels = [_round(15 * wave) for wave in waves]
    levels += [0] * (len(levels) % 2)
    return bytes(low | high << 4 for low, high in zip(*[iter(levels)] * 2, strict=True))
