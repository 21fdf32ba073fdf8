"""Finished frames: the picture graded and enlarged, the slate laid over it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import av
import numpy as np
from av.video.reformatter import ColorRange, Colorspace, Interpolation, VideoReformatter
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from .palette import Array, Float
from .slate import Bytes, Overlay

Deep = NDArray[np.uint16]
GRAIN = 350
"""Greatest brightness that grain adds or takes, of 65535."""
SHIFT = 61


class Lab:
    """Grades pictures of one small size and enlarges them to one frame size."""

    def __init__(
        self, small: tuple[int, int], full: tuple[int, int], mask: Bytes
    ) -> None:
        self._full = full
        self._corners = _corners(small)
        self._shade = self._corners * _behind(small, mask)
        self._reformatter = VideoReformatter()
        self._grain = _noise(small)
        self._small = small

    def graded(self, picture: Array, shown: float = 1.0) -> Deep:
        """Return a picture with rolled-off lights and its shade, 16 bits deep.

        The shade is the deeper, the more of the words is `shown`.
        """
        shade = self._shade
        if shown < 1:
            lighter = np.float32(1 - max(shown, 0.0))
            shade = shade + (self._corners - shade) * lighter
        np.multiply(picture, shade, out=picture)
        np.clip(picture, 0, 1, out=picture)
        return (picture * np.float32(65535 - 2 * GRAIN)).astype(np.uint16)

    def frame(self, picture: Deep, number: int) -> av.VideoFrame:
        """Return a graded picture as a full frame, grained as frame `number`."""
        width, height = self._small
        down, right = number * 37 % SHIFT, number * 53 % SHIFT
        grain = self._grain[down : down + height, right : right + width]
        small = av.VideoFrame.from_ndarray(picture + grain, format="rgb48le")
        return self._reformatter.reformat(
            small,
            *self._full,
            format="yuv420p",
            interpolation=Interpolation.BICUBIC,
            dst_colorspace=Colorspace.ITU709,
            dst_color_range=ColorRange.MPEG,
        )


@lru_cache(maxsize=2)
def _noise(small: tuple[int, int]) -> Deep:
    """Return grain for a little more than one picture, to be shifted about."""
    shape = (small[1] + SHIFT, small[0] + SHIFT, 1)
    noise = np.random.default_rng(7).normal(GRAIN, GRAIN / 2.4, shape)
    return np.repeat(noise.clip(0, 2 * GRAIN), 3, axis=2).astype(np.uint16)


def _corners(small: tuple[int, int]) -> Array:
    """Return what darkens the picture's corners."""
    width, height = small
    x = np.linspace(-1, 1, width, dtype=Float)[None, :]
    y = np.linspace(-1, 1, height, dtype=Float)[:, None]
    return np.asarray((1 - Float(0.11) * (x * x + y * y))[..., None])


def _behind(small: tuple[int, int], mask: Bytes) -> Array:
    """Return what darkens the picture for its words: head, foot, behind letters."""
    height = small[1]
    y = np.linspace(0, 1, height, dtype=Float)[:, None]
    foot = 1 - 0.62 * np.clip((y - 0.42) / 0.58, 0, 1) ** 1.4
    head = 1 - 0.25 * np.clip(1 - y / 0.16, 0, 1)
    letters = Image.fromarray(mask).reduce(mask.shape[0] // height).resize(small)
    blurred = letters.filter(ImageFilter.GaussianBlur(min(small) / 38))
    behind = 1 - np.asarray(blurred, Float) * Float(0.75 / 255)
    return np.asarray((foot * head * behind)[..., None])


class Inked:
    """An overlay ready to be laid on any frame, as strongly as `shown`, 0 to 1."""

    def __init__(self, overlay: Overlay, shown: float = 1.0) -> None:
        left, top = overlay.left & ~1, overlay.top & ~1
        mask = np.pad(overlay.mask, ((overlay.top - top, 0), (overlay.left - left, 0)))
        mask = np.pad(mask, ((0, mask.shape[0] & 1), (0, mask.shape[1] & 1)))
        rows, columns = mask.shape
        quarter = mask.reshape(rows // 2, 2, columns // 2, 2).mean((1, 3))
        self._at = ((top, left), (top // 2, left // 2), (top // 2, left // 2))
        self._planes = [
            _weights(alpha, tone, shown)
            for alpha, tone in zip(
                (mask, quarter, quarter), _yuv(overlay.ink), strict=True
            )
        ]

    def lay(self, planes: Sequence[Bytes]) -> None:
        """Blend into the three planes of a frame, in place."""
        for plane, (top, left), (rest, ink) in zip(
            planes, self._at, self._planes, strict=True
        ):
            rows, columns = rest.shape
            part = plane[top : top + rows, left : left + columns]
            rows, columns = part.shape
            blend = part * rest[:rows, :columns]
            blend += ink[:rows, :columns]
            part[...] = blend >> 8


def _weights(alpha: Array | Bytes, tone: float, shown: float) -> tuple[Deep, Deep]:
    """Return what to multiply by, and what to add, before dividing by 256."""
    strength = np.asarray(alpha, np.float32) * np.float32(256 / 255 * shown)
    ink = (strength * np.float32(tone)).astype(np.uint16)
    return (256 - strength).astype(np.uint16), ink


def _yuv(ink: tuple[int, int, int]) -> tuple[float, float, float]:
    """Return a colour as BT.709 video levels."""
    red, green, blue = (channel / 255 for channel in ink)
    light = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return (
        16 + 219 * light,
        128 + 224 * (blue - light) / 1.8556,
        128 + 224 * (red - light) / 1.5748,
    )


def copied(frame: av.VideoFrame) -> av.VideoFrame:
    """Return another frame with the same picture."""
    fresh = av.VideoFrame(frame.width, frame.height, frame.format.name)
    fresh.colorspace, fresh.color_range = frame.colorspace, frame.color_range
    for mine, theirs in zip(planes_of(fresh), planes_of(frame), strict=True):
        mine[...] = theirs
    return fresh


def planes_of(frame: av.VideoFrame) -> list[Bytes]:
    """Return a frame's planes as arrays that write through to it."""
    return [
        np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)[
            :, : plane.width
        ]
        for plane in frame.planes
    ]
