"""Faces in a film: where each stands at a moment, laid into the frame's planes."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from PIL import Image

from generations.sandbox.faces import STRANGER, Face

from .drawn_face import ABOVE, ASIDE, LEVELS, MOUTH, drawn, only_mouth
from .palette import Array
from .slate import Bytes

Planes = Sequence[Bytes]
FADE = 0.2
"""Seconds in which a face comes or goes, within its span."""
BLINK = 0.13
SWAY = 0.022
"""How far a head goes from its place, in parts of half its width."""


class Sprite:
    """A picture with alpha, as what to add to, and take from, each plane."""

    def __init__(self, picture: Image.Image) -> None:
        wide, tall = picture.width + 1 & ~1, picture.height + 1 & ~1
        even = Image.new("RGBA", (wide, tall))
        even.paste(picture, (0, 0))
        pixels = np.asarray(even, np.float32)
        alpha = pixels[..., 3] / 255
        light, blue, red = _yuv(pixels[..., :3])
        chroma = _quartered(alpha)
        self._planes: list[tuple[Array, Array]] = [
            (alpha, alpha * light),
            (chroma, _quartered(alpha * blue)),
            (chroma, _quartered(alpha * red)),
        ]

    def lay(self, planes: Planes, left: int, top: int, strength: float = 1.0) -> None:
        """Blend into a frame's planes, in place; what lies outside is cut off."""
        for shift, plane, own in zip((0, 1, 1), planes, self._planes, strict=True):
            alpha, tone = own
            part, inside = _overlap(plane, alpha.shape, left >> shift, top >> shift)
            blend = part * (1 - strength * alpha[inside]) + strength * tone[inside]
            part[...] = (blend + 0.5).astype(np.uint8)


class Player:
    """One face in frames of `size`; times are seconds of the film."""

    def __init__(self, face: Face, size: tuple[int, int]) -> None:
        self.face = face
        self._size = size
        self.unit = round(face.size * min(size))
        self._sprites: dict[bool, Sprite] = {}
        self._mouths: dict[int, Sprite] = {}

    def lay(self, planes: Planes, t: float, *, soft: bool = True) -> None:
        """Draw the face, its mouth closed, if it is seen at `t`.

        It comes and goes softly where there are frames enough to show that.
        """
        strength = self._strength(t, soft=soft)
        if strength <= 0 or self.face.look == STRANGER:
            return
        x, y = self.middle(t)
        left, top = x - round(ASIDE * self.unit), y - round(ABOVE * self.unit)
        self._sprite(blinks=self._blinks(t)).lay(planes, left, top, strength)

    def is_seen(self, t: float) -> bool:
        return self.face.start <= t * 1000 < self.face.end

    def shape(self, t: float) -> Image.Image:
        """Return what the drawing covers, as an "L" mask of the frame."""
        x, y = self.middle(t)
        left, top = x - round(ASIDE * self.unit), y - round(ABOVE * self.unit)
        covered = drawn(self.unit, self.face.look, 0).getchannel("A")
        mask = Image.new("L", self._size)
        mask.paste(covered.point(lambda alpha: 255 if alpha else 0), (left, top))
        return mask

    def speak(
        self, planes: Planes, t: float, opening: float, *, soft: bool = True
    ) -> None:
        """Open the mouth of a face that is there already, 0 to 1."""
        level = round(min(max(opening, 0.0), 1.0) * (LEVELS - 1))
        strength = self._strength(t, soft=soft)
        if level and strength > 0:
            left, top, _, _ = self.mouth(t)
            self._mouth(level).lay(planes, left, top, strength)

    def middle(self, t: float) -> tuple[int, int]:
        """Return where the middle of the head is, in dots."""
        width, height = self._size
        turn = 2 * math.pi * t
        aside = SWAY * math.sin(turn / 3.4 + self.face.look)
        along = SWAY * math.sin(turn / 2.3 + 2 * self.face.look)
        x = self.face.x * width + aside * self.unit
        return round(x), round(self.face.y * height + along * self.unit)

    def mouth(self, t: float) -> tuple[int, int, int, int]:
        """Return what a speaking mouth may change: left, top, right, foot in dots."""
        (x, y), (half, top, foot) = self.middle(t), MOUTH
        unit = self.unit
        left = x - round(half * unit)
        right = left + 2 * round(half * unit)
        return left, y + round(top * unit), right, y + round(foot * unit)

    def _strength(self, t: float, *, soft: bool) -> float:
        """Return how much of the face is seen: it fades at the edges of its span."""
        if not (self.is_seen(t) and soft):
            return float(self.is_seen(t))
        start, end = self.face.start / 1000, self.face.end / 1000
        come = (t - start) / FADE if start else 1.0
        return min(1.0, come, (end - t) / FADE)

    def _blinks(self, t: float) -> bool:
        return (t + 0.37 * self.face.look) % 2.9 > 2.9 - BLINK

    def _sprite(self, *, blinks: bool) -> Sprite:
        if blinks not in self._sprites:
            picture = drawn(self.unit, self.face.look, 0, blinks=blinks)
            self._sprites[blinks] = Sprite(picture)
        return self._sprites[blinks]

    def _mouth(self, level: int) -> Sprite:
        if level not in self._mouths:
            self._mouths[level] = Sprite(self._cut(level))
        return self._mouths[level]

    def _cut(self, level: int) -> Image.Image:
        """Return the mouth with the skin around it, its edges soft."""
        left, top, right, foot = self.mouth(0)
        x, y = self.middle(0)
        at = (left - x + round(ASIDE * self.unit), top - y + round(ABOVE * self.unit))
        box = (*at, at[0] + right - left, at[1] + foot - top)
        if self.face.look == STRANGER:
            return only_mouth(self.unit, level).crop(box)
        skin = drawn(self.unit, self.face.look, level).crop(box)
        skin.putalpha(Image.fromarray(_feather(skin.height, skin.width)))
        return skin


def _feather(tall: int, wide: int) -> Bytes:
    """Return a mask that fades out over its outer sixth."""
    rows, columns = (
        np.clip(np.minimum(np.arange(n) + 0.5, n - 0.5 - np.arange(n)) * 6 / n, 0, 1)
        for n in (tall, wide)
    )
    feather: Bytes = (255 * rows[:, None] * columns[None, :]).astype(np.uint8)
    return feather


def _overlap(
    plane: Bytes, shape: tuple[int, ...], left: int, top: int
) -> tuple[Bytes, tuple[slice, slice]]:
    """Return the part of a plane that something covers, and the part that does."""
    tall, wide = shape
    rows = slice(max(0, -top), max(0, min(tall, plane.shape[0] - top)))
    columns = slice(max(0, -left), max(0, min(wide, plane.shape[1] - left)))
    part = plane[
        top + rows.start : top + rows.stop, left + columns.start : left + columns.stop
    ]
    return part, (rows, columns)


def _quartered(values: Array) -> Array:
    rows, columns = values.shape
    mean = values.reshape(rows // 2, 2, columns // 2, 2).mean((1, 3))
    return np.asarray(mean)


def _yuv(pixels: Array) -> tuple[Array, ...]:
    """Return colours as BT.709 video levels."""
    red, green, blue = (pixels[..., one] / 255 for one in range(3))
    light = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return (
        16 + 219 * light,
        128 + 224 * (blue - light) / 1.8556,
        128 + 224 * (red - light) / 1.5748,
    )
