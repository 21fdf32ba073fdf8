"""A low sun, or a moon, over open water."""

from __future__ import annotations

import numpy as np

from .camera import View
from .palette import Array, Float, Look

HORIZON = Float(-0.05)


def paint(view: View, look: Look, t: float) -> Array:
    """Return the picture as (h, w, 3)."""
    dice = look.dice("sea")
    sun = (Float(dice.uniform(-0.55, 0.55)), Float(dice.uniform(0.03, 0.36)))
    size = Float(dice.uniform(0.085, 0.14))
    x, y = view.plane(0.0)
    sky = _sky(look, x, y - HORIZON, sun, size)
    above = np.clip((y - HORIZON) * Float(view.height / 3) + Float(0.5), 0, 1)
    x, y = view.plane(0.25)
    sea = _water(look, x, np.maximum(HORIZON - y, Float(0.012)), sun[0], t)
    shape = (view.height, view.width, 1)
    return np.asarray(sea + (sky - sea) * np.broadcast_to(above[..., None], shape))


def _sky(
    look: Look, x: Array, y: Array, sun: tuple[Float, Float], size: Float
) -> Array:
    far = np.sqrt((x - sun[0]) ** 2 + (y - sun[1]) ** 2)
    base = Float(0.66) * np.exp(np.clip(y, 0, 2) * Float(-1.15)) + Float(0.02)
    picture = look.ramp(base + Float(0.42) * np.exp(far * Float(-2.6)))
    disc = np.clip((size - far) * Float(60), 0, 1)
    light = disc + Float(0.45) * np.exp(far * Float(-9))
    return np.asarray(picture + light[..., None] * look.stops[4])


def _water(look: Look, x: Array, down: Array, sun_x: Float, t: float) -> Array:
    """Paint the sea, `down` below the horizon: mirror of the sky, and glitter."""
    slope = _waves(look, x, down, t)
    mirror = Float(0.58) * np.exp(down * Float(-1.7))
    mirror = mirror + slope * np.clip(down * Float(0.9), Float(0.03), Float(0.14))
    picture = look.ramp(mirror * Float(0.9))
    spread = Float(0.07) + Float(0.34) * down
    path = np.exp(-(((x - sun_x) / spread) ** 2))
    glitter = np.clip(slope * Float(0.66) + Float(0.1), 0, Float(1.3)) ** 3
    light = path * (glitter + Float(0.09)) * np.exp(down * Float(-0.55)) * Float(1.2)
    return np.asarray(picture + light[..., None] * look.stops[4])


def _waves(look: Look, x: Array, down: Array, t: float) -> Array:
    """Return the slope of a choppy surface in perspective, about -1.6 to 1.6.

    Long swell everywhere, and near the eye ever finer ripples that fade with
    distance before they would shimmer.
    """
    dice = look.dice("waves")
    far = Float(0.32) / down
    across = x * far
    total: Array = np.zeros(np.broadcast_shapes(across.shape, far.shape), Float)
    for octave in range(8):
        size = 2.4 * 1.7**octave
        turn = dice.uniform(-0.45, 0.45) + 0.24 * (-1) ** octave
        phase = dice.uniform(0, 6.28) + 1.25 * size**0.5 * t
        wave = np.sin(
            Float(size * np.sin(turn)) * across
            + Float(size * np.cos(turn) * 2.1) * far
            + Float(phase)
        )
        clear = np.clip(down * Float(90 / size) - Float(0.15), 0, 1)
        total += wave * (clear * Float(0.66 * 0.82**octave))
    return total
