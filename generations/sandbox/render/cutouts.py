"""Parts cut out of a picture, which can be laid on a frame anywhere."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageFilter

from generations.sandbox.attached import Point

from .frames import planes_of
from .sheet import yuv
from .slate import Bytes

FEATHER = 1.2
"""Dots over which the edge of a part goes from nothing to all."""
RIM = 6
"""Dots around a part that are kept, for what lies between two dots."""


class CutOut:
    """The part of a picture that is white in a mask of the same size."""

    def __init__(self, picture: Image.Image, mask: Image.Image) -> None:
        alpha = mask.filter(ImageFilter.GaussianBlur(FEATHER))
        left, top, right, low = alpha.getbbox() or (0, 0, 2, 2)
        self._left, self._top = max(left - RIM, 0) & ~1, max(top - RIM, 0) & ~1
        box = (
            self._left,
            self._top,
            min(right + RIM + 1 & ~1, picture.width),
            min(low + RIM + 1 & ~1, picture.height),
        )
        cut = alpha.crop(box)
        planes = planes_of(yuv(picture.crop(box)))
        self._planes = [Image.fromarray(plane) for plane in planes]
        self._alphas = [cut, cut.reduce(2), cut.reduce(2)]

    def lay(self, planes: Sequence[Bytes], right: float = 0, down: float = 0) -> None:
        """Lay the part on a frame's planes, so many dots from where it came."""
        for shrunk, plane, mine, alpha in zip(
            (1, 2, 2), planes, self._planes, self._alphas, strict=True
        ):
            x, y = (self._left + right) / shrunk, (self._top + down) / shrunk
            left, top = math.floor(x), math.floor(y)
            picture = _between(mine, x - left, y - top)
            _blend(plane, picture, _between(alpha, x - left, y - top), left, top)


def _between(image: Image.Image, right: float, down: float) -> Bytes:
    """Return an image shifted by parts of a dot, one dot wider and higher."""
    if not (right or down):
        return np.asarray(image)
    size = (image.width + 1, image.height + 1)
    terms = (1, 0, -right, 0, 1, -down)
    shifted = image.transform(
        size, Image.Transform.AFFINE, terms, Image.Resampling.BILINEAR
    )
    return np.asarray(shifted)


def _blend(plane: Bytes, picture: Bytes, alpha: Bytes, left: int, top: int) -> None:
    """Write a picture over a plane, in place; what lies outside is left out."""
    height, width = plane.shape
    rows = slice(max(-top, 0), max(min(picture.shape[0], height - top), 0))
    columns = slice(max(-left, 0), max(min(picture.shape[1], width - left), 0))
    part, cover = picture[rows, columns], alpha[rows, columns].astype(np.uint16)
    if not part.size:
        return
    first, start = top + rows.start, left + columns.start
    ground = plane[first : first + part.shape[0], start : start + part.shape[1]]
    cover += cover >> 7  # so that 255 means all
    ground[...] = (ground * (256 - cover) + part * cover) >> 8


class Way:
    """A line through points, walked at an even pace."""

    def __init__(self, points: Sequence[Point], scale: tuple[float, float]) -> None:
        self._points = np.array(points, np.float64) * scale
        steps = np.hypot(*np.diff(self._points, axis=0).T)
        self._reached = np.concatenate(([0.0], np.cumsum(steps)))

    def moved(self, p: float) -> tuple[float, float]:
        """Return how far right and down of its start one is at part `p` of it."""
        at = p * self._reached[-1]
        x, y = (
            float(np.interp(at, self._reached, line) - line[0])
            for line in self._points.T
        )
        return x, y
