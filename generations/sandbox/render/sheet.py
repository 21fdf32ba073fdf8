"""A picture laid flat, to be looked at through any lens."""

from __future__ import annotations

import math

import av
import numpy as np
from av.video.reformatter import ColorRange, Colorspace
from PIL import Image, ImageFilter

from .frames import planes_of
from .lens import overhang
from .palette import Array
from .slate import Bytes

SOFTENING = 24
"""The mirrored surroundings are blurred over a 24th of the picture's short side."""
DARKENING = 0.35
"""How much darker they are at their far edge."""


class Sheet:
    """A picture of the frame's size, and around it as much of its mirror image as
    any of the `lenses` will see."""

    def __init__(self, picture: Image.Image, lenses: list[Array]) -> None:
        self._size = picture.size
        short = min(picture.size)
        across, along = (side / short for side in picture.size)
        beyond = overhang(lenses, across, along)
        # Even, so that both planes of colour have the same border; two dots more,
        # for what the lens blends at the edge.
        wide, tall = (_even(part * short / 2) for part in beyond)
        self._border = (wide, tall)
        self._planes = [
            Image.fromarray(plane)
            for plane in planes_of(yuv(_surrounded(picture, wide, tall)))
        ]

    def seen(self, lens: Array) -> av.VideoFrame:
        """Return the frame that a lens gives."""
        frame = blank(self._size)
        for shrunk, mine, theirs in zip(
            (1, 2, 2), self._planes, planes_of(frame), strict=True
        ):
            theirs[...] = self._transformed(mine, lens, shrunk)
        return frame

    def _transformed(self, plane: Image.Image, lens: Array, shrunk: int) -> Bytes:
        """Sample one plane, which may be half as wide and high as the picture."""
        width, height = (side // shrunk for side in self._size)
        right, down = (border // shrunk for border in self._border)
        matrix = _in_dots(lens, (width, height), (right, down))
        return np.asarray(_sampled(plane, matrix, (width, height)))


def _sampled(plane: Image.Image, matrix: Array, size: tuple[int, int]) -> Image.Image:
    """Return `size` dots of a plane, each from where the matrix takes it."""
    bilinear = Image.Resampling.BILINEAR
    if np.abs([*matrix[2, :2], matrix[0, 1], matrix[1, 0]]).max() < 1e-9:
        # An upright rectangle, seen straight: sampled in half the time.
        left, top = (max(0.0, float(start)) for start in matrix[:2, 2])
        right = min(left + float(matrix[0, 0]) * size[0], plane.width)
        low = min(top + float(matrix[1, 1]) * size[1], plane.height)
        return plane.resize(size, bilinear, box=(left, top, right, low))
    terms = matrix.ravel()[:8].tolist()
    return plane.transform(size, Image.Transform.PERSPECTIVE, terms, bilinear)


def _in_dots(lens: Array, size: tuple[int, int], border: tuple[int, int]) -> Array:
    """Return what takes a dot of a plane of `size` to one of its sheet.

    Both count from the top left corner of their first dot.
    """
    width, height = size
    half = min(size) / 2
    across, along = width / 2, height / 2
    inward = np.array(
        [[1 / half, 0, -across / half], [0, -1 / half, along / half], [0, 0, 1]]
    )
    right, down = across + border[0], along + border[1]
    outward = np.array([[half, 0, right], [0, -half, down], [0, 0, 1]])
    matrix = outward @ lens @ inward
    return np.asarray(matrix / matrix[2, 2])


def yuv(picture: Image.Image) -> av.VideoFrame:
    """Return a picture of even sides as a frame of BT.709 video levels."""
    frame = av.VideoFrame.from_ndarray(np.asarray(picture), format="rgb24")
    return frame.reformat(
        format="yuv420p",
        dst_colorspace=Colorspace.ITU709,
        dst_color_range=ColorRange.MPEG,
    )


def blank(size: tuple[int, int]) -> av.VideoFrame:
    """Return a frame to be filled."""
    frame = av.VideoFrame(*size, "yuv420p")
    frame.colorspace, frame.color_range = Colorspace.ITU709, ColorRange.MPEG
    return frame


def mixed(first: av.VideoFrame, second: av.VideoFrame, part: float) -> av.VideoFrame:
    """Return `first` with `part` of it replaced by `second`, written into `first`."""
    more = np.uint16(round(256 * part))
    for mine, theirs in zip(planes_of(first), planes_of(second), strict=True):
        mine[...] = (mine * (np.uint16(256) - more) + theirs * more) >> 8
    return first


def _even(border: float) -> int:
    return math.ceil(border / 2) * 2 + 2 if border > 0 else 0


def _surrounded(picture: Image.Image, wide: int, tall: int) -> Image.Image:
    """Return the picture in the middle of its mirror image, soft and darker there."""
    if not (wide or tall):
        return picture
    sides = ((tall, tall), (wide, wide), (0, 0))
    mirrored = np.pad(np.asarray(picture), sides, mode="symmetric")
    around = Image.fromarray(mirrored)
    small = around.reduce(4).filter(
        ImageFilter.GaussianBlur(min(picture.size) / SOFTENING / 4)
    )
    soft = small.resize(around.size, Image.Resampling.BILINEAR)
    away = _away(picture.size, wide, tall)
    dark = Image.composite(Image.new("RGB", soft.size), soft, _mask(away * DARKENING))
    return Image.composite(dark, around, _mask(np.minimum(away * 6, 1)))


def _mask(part: Array) -> Image.Image:
    return Image.fromarray((part * 255).astype(np.uint8))


def _away(size: tuple[int, int], wide: int, tall: int) -> Array:
    """Return how far each dot lies outside the picture: 0 inside, 1 furthest."""
    width, height = size
    x = np.arange(width + 2 * wide, dtype=np.float32) - wide
    y = np.arange(height + 2 * tall, dtype=np.float32) - tall
    outside = np.hypot(
        np.maximum(np.maximum(-x, x - width + 1), 0)[None, :],
        np.maximum(np.maximum(-y, y - height + 1), 0)[:, None],
    )
    return np.asarray(outside / max(float(outside.max()), 1.0))
