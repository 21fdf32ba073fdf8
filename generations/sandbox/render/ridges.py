"""Ridge behind ridge in the haze, with a disc rising behind them."""

from __future__ import annotations

import numpy as np

from .camera import View
from .palette import Array, Float, Look

LAYERS = 6


def paint(view: View, look: Look, t: float) -> Array:
    """Return the picture as (h, w, 3)."""
    dice = look.dice("ridges")
    sun_x, sun_y = dice.uniform(-0.6, 0.6), dice.uniform(0.15, 0.4)
    x, y = view.plane(0.0)
    picture = _sky(look, x, y, sun_x, sun_y + 0.012 * t)
    for layer in range(LAYERS):
        near = layer / (LAYERS - 1)
        x, y = view.plane(0.12 + 0.95 * near)
        crest = _crest(look, layer, near, x)
        inside = (crest - y) * Float(view.height / 2.6) + 0.5
        cover = np.clip(inside, 0, 1)[..., None]
        colour = _hazy(look, near, crest - y, x, t)
        picture = picture + (colour - picture) * cover
    return picture


def _sky(look: Look, x: Array, y: Array, sun_x: float, sun_y: float) -> Array:
    far = np.sqrt((x - Float(sun_x)) ** 2 + (y - Float(sun_y)) ** 2)
    base = 0.74 - 0.40 * np.clip(y + 0.15, 0, 1.6)
    picture = look.ramp(base + 0.26 * np.exp(-far * 2.4))
    disc = np.clip((0.15 - far) * 50, 0, 1) * 0.9 + 0.42 * np.exp(-far * 7)
    return np.asarray(picture + disc[..., None] * look.stops[4])


def _crest(look: Look, layer: int, near: float, x: Array) -> Array:
    """Return the height of one ridge line over x: broad folds, then teeth."""
    dice = look.dice(f"crest {layer}")
    height = np.full_like(x, 0.16 - 0.72 * near)
    size, tall = 1.5 + near, 0.17 + 0.05 * near
    for _ in range(7):
        phase = Float(dice.uniform(0, 6.28))
        fold = np.sin(x * Float(size) + phase)
        height = height + Float(tall) * (1 - 2 * np.abs(fold)) * Float(0.62)
        height = height + Float(tall * 0.5) * fold
        size, tall = size * 2.07, tall * 0.46
    return height


def _hazy(look: Look, near: float, deep: Array, x: Array, t: float) -> Array:
    """Return one ridge's colour: paler when far, and mist in its valley."""
    tone = 0.60 * (1 - near) ** 1.25 + 0.015
    drift = np.sin(x * 2.3 + Float(t * 0.22 + near * 9)) * Float(0.05)
    mist = np.clip((deep + drift) * 1.15, 0, 1) * Float(0.24 * (1 - near))
    return look.ramp(tone + mist)
