"""Lights far out of focus, drifting over wet ground."""

from __future__ import annotations

import numpy as np

from .camera import View
from .palette import Array, Float, Look

LIGHTS = 64
GROUND = -0.42
# Half a turn of the colour circle, keeping the grey: 2/3 minus the identity.
OPPOSITE = np.full((3, 3), 2 / 3, np.float32) - np.eye(3, dtype=np.float32)


def paint(view: View, look: Look, t: float) -> Array:
    """Return the picture as (h, w, 3)."""
    x, y = view.plane(0.0)
    dusk = 0.05 + 0.26 * np.exp(-(((y - GROUND) * 1.5) ** 2)) + 0.0 * x
    picture = np.array(look.ramp(dusk))
    dice = look.dice("bokeh")
    across, along = view.half
    colours = _colours(look)
    for _ in range(LIGHTS):
        depth = dice.uniform(0.15, 1.15)
        at = dice.uniform(-across * 1.7, across * 1.7)
        high = GROUND + abs(dice.normal(0, 0.42 * along + 0.1))
        size = 0.03 + 0.105 * depth * dice.uniform(0.5, 1.2)
        colour = colours[int(dice.integers(len(colours)))]
        pulse = 0.75 + 0.25 * np.sin(t * dice.uniform(0.5, 1.7) + dice.uniform(0, 6))
        drift = dice.uniform(-0.03, 0.03) * t
        light = colour * Float(pulse * dice.uniform(0.35, 0.85))
        _disc(picture, view, depth, (at + drift, high), size, light)
        _reflection(picture, view, depth, at + drift, size, light)
    return picture


def _colours(look: Look) -> Array:
    """Return the palette's upper tones, and two of the opposite hue."""
    own = look.ramp(np.array([0.58, 0.66, 0.74, 0.82, 0.95], Float))
    other = own[[1, 3]] @ OPPOSITE
    return np.concatenate([own, np.clip(other, 0, 1)])


def _disc(
    picture: Array,
    view: View,
    depth: float,
    at: tuple[float, float],
    size: float,
    light: Array,
) -> None:
    """Add one blurred light: an even disc with a brighter rim."""
    spot = _spot(view, depth, at, size * 1.25, size * 1.25)
    if spot is None:
        return
    rows, columns, x, y = spot
    far = np.sqrt((x - Float(at[0])) ** 2 + (y - Float(at[1])) ** 2)
    far = far / Float(size)
    inside = np.clip((1 - far) * Float(14), 0, 1)
    rim = 0.62 + 0.5 * np.clip(far, 0, 1) ** 6
    halo = 0.10 * np.clip(1.25 - far, 0, 1)
    picture[rows, columns] += (inside * rim + halo)[..., None] * light


def _reflection(
    picture: Array, view: View, depth: float, at: float, size: float, light: Array
) -> None:
    """Add a light's long streak on the ground."""
    middle = GROUND - 0.36
    spot = _spot(view, depth, (at, middle), size * 1.6, 0.42)
    if spot is None:
        return
    rows, columns, x, y = spot
    wide = np.exp(-(((x - Float(at)) / Float(size * 0.7)) ** 2))
    tall = np.clip(1 - np.abs(y - Float(middle)) / Float(0.42), 0, 1) ** 2
    picture[rows, columns] += (wide * tall)[..., None] * light * Float(0.30)


def _spot(
    view: View, depth: float, at: tuple[float, float], wide: float, tall: float
) -> tuple[slice, slice, Array, Array] | None:
    """Return the rows and columns around a point, with their x and y.

    None when the point is out of sight.
    """
    x, y = view.plane(depth)
    if view.pose.roll:
        near = (np.abs(x - at[0]) < wide) & (np.abs(y - at[1]) < tall)
        rows, columns = _extent(near.any(1)), _extent(near.any(0))
    else:
        rows = _extent((np.abs(y - at[1]) < tall)[:, 0])
        columns = _extent((np.abs(x - at[0]) < wide)[0])
    if rows.stop <= rows.start or columns.stop <= columns.start:
        return None
    if view.pose.roll:
        return rows, columns, x[rows, columns], y[rows, columns]
    return rows, columns, x[:, columns], y[rows]


def _extent(near: np.ndarray) -> slice:
    places = np.flatnonzero(near)
    return slice(int(places[0]), int(places[-1]) + 1) if len(places) else slice(0, 0)
