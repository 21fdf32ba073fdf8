"""Folds of something between cloth and liquid, lit from one side."""

from __future__ import annotations

import numpy as np

from .camera import View
from .palette import Array, Float, Look


def paint(view: View, look: Look, t: float) -> Array:
    """Return the picture as (h, w, 3)."""
    dice = look.dice("silk")
    x, y = view.plane(0.9)
    turn = dice.uniform(0, 6.28)
    sine, cosine = Float(np.sin(turn)), Float(np.cos(turn))
    u, v = cosine * x - sine * y, sine * x + cosine * y
    u, v = u * Float(0.72), v * Float(1.15)
    for fold in range(5):
        size = 1.35 * 1.55**fold
        push = Float(0.62 / 1.42**fold)
        speed = dice.uniform(0.10, 0.24) * (1 if fold % 2 else -1)
        shift = Float(dice.uniform(0, 6.28) + speed * t * 1.6)
        u = u + push * np.sin(Float(size) * v + shift)
        v = v + push * np.cos(Float(size * 0.93) * u - shift)
    height = np.sin(u * Float(2.1)) * Float(0.55) + np.sin(v * Float(2.7) + u) * Float(
        0.45
    )
    return _lit(look, np.asarray(height, Float), view)


def _lit(look: Look, height: Array, view: View) -> Array:
    """Shade the folds by their slope, with a sheen where they face the light."""
    steep = Float(min(view.width, view.height) / 26)
    dy, dx = np.gradient(height)
    facing = (dx * Float(0.8) - dy * Float(0.6)) * steep
    flat = 1 / np.sqrt(1 + (dx * dx + dy * dy) * steep * steep)
    light = facing * flat
    tone = 0.40 + 0.20 * height + 0.34 * light
    sheen = np.clip(light - 0.52, 0, 1) ** 2 * 4.2
    picture = look.ramp(np.clip(tone, 0, 1) ** Float(1.15))
    return np.asarray(picture + sheen[..., None] * look.stops[4] * Float(0.9))
