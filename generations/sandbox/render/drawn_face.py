"""Drawing one friendly face: flat shapes, soft light, a mouth that can open."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

Colour = tuple[int, int, int]

SKINS: tuple[Colour, ...] = (
    (236, 188, 158),
    (198, 140, 104),
    (150, 98, 70),
    (222, 168, 128),
    (112, 72, 54),
)
HAIRS: tuple[Colour, ...] = (
    (44, 32, 32),
    (98, 58, 36),
    (178, 118, 62),
    (28, 30, 44),
    (140, 52, 38),
    (122, 118, 120),
)
CLOTHES: tuple[Colour, ...] = (
    (58, 84, 112),
    (132, 62, 70),
    (70, 98, 82),
    (196, 160, 88),
    (84, 72, 110),
)
INK: Colour = (38, 26, 30)
WHITE: Colour = (250, 246, 238)
LIPS: Colour = (158, 70, 72)
INSIDE: Colour = (84, 26, 34)
TONGUE: Colour = (196, 96, 96)
FINE = 3
"""Dots drawn for each dot of the frame, in both directions."""
ABOVE, BELOW, ASIDE = 1.5, 2.5, 1.7
"""How far the drawing reaches from its middle, in parts of half the head's width."""
MOUTH = (0.46, 0.34, 0.98)
"""Half the width, top and foot of what a speaking mouth may change."""
LOW = 0.65
"""How far below the middle a mouth opens."""
LEVELS = 8
"""How many ways a mouth can be open, 0 being closed."""


@dataclass(frozen=True)
class Features:
    """What one number makes of a face."""

    skin: Colour
    hair: Colour
    clothes: Colour
    style: int

    @classmethod
    def of(cls, look: int) -> Features:
        return cls(
            SKINS[look % len(SKINS)],
            HAIRS[look // 5 % len(HAIRS)],
            CLOTHES[look // 30 % len(CLOTHES)],
            look // 7 % 3,
        )


class Pencil:
    """Draws in units of half the head's width, the face's middle being 0, 0."""

    def __init__(self, unit: int) -> None:
        self.unit = unit * FINE
        size = (round(2 * ASIDE * self.unit), round((ABOVE + BELOW) * self.unit))
        self.image = Image.new("RGBA", size)
        self._pen = ImageDraw.Draw(self.image)

    def oval(self, x: float, y: float, wide: float, tall: float, fill: Colour) -> None:
        """Fill an ellipse given by its middle and half its extents."""
        self._pen.ellipse(self._box(x, y, wide, tall), fill)

    def slab(self, x: float, y: float, wide: float, tall: float, fill: Colour) -> None:
        """Fill a rectangle with wholly rounded corners."""
        box = self._box(x, y, wide, tall)
        self._pen.rounded_rectangle(box, min(wide, tall) * self.unit, fill)

    def bow(
        self,
        box: tuple[float, float, float, float],
        turn: tuple[float, float],
        line: float,
        fill: Colour,
    ) -> None:
        """Draw a part of an ellipse's edge with round ends; `turn` in degrees."""
        x, y, wide, tall = box
        at = np.radians(np.linspace(*turn, 40))
        for down, right in zip(np.sin(at), np.cos(at), strict=True):
            self.oval(x + wide * right, y + tall * down, line / 2, line / 2, fill)

    def _box(
        self, x: float, y: float, wide: float, tall: float
    ) -> tuple[float, float, float, float]:
        left, top = (ASIDE + x) * self.unit, (ABOVE + y) * self.unit
        wide, tall = wide * self.unit, tall * self.unit
        return left - wide, top - tall, left + wide, top + tall


def drawn(unit: int, look: int, level: int, *, blinks: bool = False) -> Image.Image:
    """Return a face as RGBA; `unit` is half the head's width in dots.

    The middle of the head lies `ABOVE` units below the top, in the middle across.
    """
    pencil, features = Pencil(unit), Features.of(look)
    _body(pencil, features)
    _head(pencil, features)
    _eyes(pencil, features, blinks=blinks)
    mouth(pencil, level)
    return _lit(pencil.image, unit)


def only_mouth(unit: int, level: int) -> Image.Image:
    """Return nothing but an open mouth, for a face that is not drawn here."""
    pencil = Pencil(unit)
    mouth(pencil, level)
    return pencil.image.resize(_small(pencil.image), Image.Resampling.BOX)


def mouth(pencil: Pencil, level: int) -> None:
    """Draw a smile, or from level 1 on a mouth that is the wider open."""
    if level == 0:
        pencil.bow((0, 0.40, 0.34, 0.24), (35, 145), 0.06, LIPS)
        return
    gap = 0.05 + 0.18 * level / (LEVELS - 1)
    wide = 0.31 - 0.07 * level / (LEVELS - 1)
    pencil.oval(0, LOW, wide + 0.05, gap + 0.06, LIPS)
    pencil.oval(0, LOW, wide, gap, INSIDE)
    if gap > 0.12:
        pencil.oval(0, LOW + gap * 0.62, wide * 0.6, gap * 0.34, TONGUE)
        pencil.slab(0, LOW - gap * 0.72, wide * 0.62, 0.035, WHITE)


def _body(pencil: Pencil, features: Features) -> None:
    if features.style == 1:  # long hair falls behind the shoulders
        pencil.slab(0, 0.35, 1.16, 1.5, _darker(features.hair, 0.8))
    pencil.oval(0, 2.45, 1.5, 1.05, features.clothes)
    pencil.slab(0, 1.14, 0.36, 0.58, _darker(features.skin, 0.82))


def _head(pencil: Pencil, features: Features) -> None:
    skin, hair = features.skin, features.hair
    if features.style == 2:  # a bun
        pencil.oval(0, -1.22, 0.34, 0.28, _darker(hair, 0.9))
    pencil.oval(0, -0.22, 1.06, 1.08, hair)
    for side in (-1, 1):
        pencil.oval(side * 0.98, 0.1, 0.15, 0.2, _darker(skin, 0.92))
    pencil.oval(0, 0.08, 0.96, 1.06, skin)
    _fringe(pencil, features)
    blush = tuple(round(a * 0.8 + b * 0.2) for a, b in zip(skin, LIPS, strict=True))
    for side in (-1, 1):
        pencil.oval(side * 0.56, 0.36, 0.2, 0.14, (blush[0], blush[1], blush[2]))


def _fringe(pencil: Pencil, features: Features) -> None:
    """Lay hair over the forehead: a side parting, a fringe, or combed back."""
    hair = features.hair
    if features.style == 0:
        pencil.oval(-0.4, -0.7, 0.66, 0.4, hair)
        pencil.oval(0.5, -0.74, 0.5, 0.38, hair)
    elif features.style == 1:
        pencil.oval(0, -0.66, 0.97, 0.44, hair)
        for side in (-1, 1):
            pencil.slab(side * 0.99, 0.22, 0.15, 0.9, hair)
    else:
        pencil.oval(0, -0.8, 0.8, 0.36, hair)


def _eyes(pencil: Pencil, features: Features, *, blinks: bool) -> None:
    brow = _darker(features.hair, 0.85)
    for side in (-1, 1):
        x = side * 0.38
        pencil.bow((x, -0.16, 0.2, 0.12), (215, 325), 0.065, brow)
        if blinks:
            pencil.bow((x, 0.03, 0.13, 0.08), (20, 160), 0.05, INK)
            continue
        pencil.oval(x, 0.05, 0.115, 0.15, INK)
        pencil.oval(x + 0.04, 0.0, 0.04, 0.05, WHITE)
    nose = _darker(features.skin, 0.78)
    pencil.bow((0, 0.24, 0.09, 0.08), (20, 160), 0.05, nose)


def _darker(colour: Colour, part: float) -> Colour:
    red, green, blue = (round(channel * part) for channel in colour)
    return red, green, blue


def _small(image: Image.Image) -> tuple[int, int]:
    return image.width // FINE, image.height // FINE


def _lit(image: Image.Image, unit: int) -> Image.Image:
    """Light the face from the upper left, soften it, and let the body fade out."""
    small = image.resize(_small(image), Image.Resampling.BOX)
    soft = small.filter(ImageFilter.GaussianBlur(unit / 160))
    pixels = np.asarray(soft, np.float32).copy()
    tall, wide = pixels.shape[:2]
    y = np.linspace(0, 1, tall, dtype=np.float32)[:, None, None]
    x = np.linspace(-1, 1, wide, dtype=np.float32)[None, :, None]
    pixels[..., :3] *= np.float32(0.94) - np.float32(0.16) * (x * 0.7 + y * 0.6)
    pixels[..., 3:] *= np.clip((1 - y) / np.float32(0.22), 0, 1)
    return Image.fromarray(pixels.clip(0, 255).astype(np.uint8), "RGBA")
