"""Where the camera stands at each moment, and what that does to a plane.

Signs are the document's, and they move the *camera*: negative horizontal is
camera left, so the picture moves right; positive roll turns the camera clockwise,
so the picture turns the other way; negative zoom is a longer lens, so the picture
grows.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from generations.sandbox.order import Camera

from .palette import Array

Reach = Mapping[str, tuple[str, float]]
"""For each axis what it changes in the pose, and how far at an amount of ten."""

IN_SCENES: Reach = {
    "horizontal": ("aside", 1.1),
    "vertical": ("up", 0.9),
    "pan": ("right", 0.9),
    "tilt": ("above", 0.8),
    "roll": ("roll", math.radians(35)),
    "zoom": ("zoom", -0.75),
}

PRESETS: Mapping[str, tuple[tuple[str, float, float, float], ...]] = {
    "down_back": (("vertical", -5, 0, 0.65), ("zoom", 6, 0.35, 1)),
    "forward_up": (("zoom", -6.5, 0, 0.65), ("vertical", 4.5, 0.35, 1)),
    "right_turn_forward": (("pan", 8, 0, 0.5), ("zoom", -6.5, 0.5, 1)),
    "left_turn_forward": (("pan", -8, 0, 0.5), ("zoom", -6.5, 0.5, 1)),
}
"""The parts of each named move in their order: axis, amount, and from which part of
the film to which. A turn is over before the camera goes forward; in the other two
the second part sets in before the first one ends."""

DRIFT = 0.07
"""How much closer the camera comes when nobody moves it."""


@dataclass(frozen=True)
class Pose:
    """A camera: moved aside (near things move more), turned, rolled, zoomed."""

    aside: float = 0.0
    up: float = 0.0
    right: float = 0.0
    above: float = 0.0
    roll: float = 0.0
    zoom: float = 0.0


def pose(camera: Camera | None, p: float, reach: Reach = IN_SCENES) -> Pose:
    """Return the pose at part `p` of the film; without a move, drift closer."""
    if camera is None:
        return Pose(zoom=DRIFT * p)
    parts = PRESETS.get(camera.move, ((camera.move, camera.amount, 0, 1),))
    moved = {}
    for axis, amount, start, end in parts:
        name, far = reach[axis]
        moved[name] = far * amount / 10 * _eased((p - start) / (end - start))
    return Pose(**moved)


def _eased(part: float) -> float:
    part = min(max(part, 0.0), 1.0)
    return part * part * (3 - 2 * part)


@dataclass(frozen=True)
class View:
    """A grid of points seen by a camera; `width` and `height` in its own dots."""

    width: int
    height: int
    pose: Pose = Pose()

    @property
    def half(self) -> tuple[float, float]:
        """Return half the extent in x and in y; the shorter is 1."""
        short = min(self.width, self.height)
        return self.width / short, self.height / short

    def plane(self, depth: float = 1.0) -> tuple[Array, Array]:
        """Return x and y on a plane: 0 is at infinity, 1 near, over 1 nearer.

        Shapes are (1, w) and (h, 1) unless the camera is rolled.
        """
        across, along = self.half
        x = np.linspace(-across, across, self.width, dtype=np.float32)[None, :]
        y = np.linspace(along, -along, self.height, dtype=np.float32)[:, None]
        if self.pose.roll:
            sine, cosine = math.sin(-self.pose.roll), math.cos(self.pose.roll)
            x, y = cosine * x - sine * y, sine * x + cosine * y
        closer = np.float32(math.exp(-self.pose.zoom * (0.35 + 0.65 * depth)))
        right = np.float32(self.pose.right + self.pose.aside * (0.25 + depth))
        above = np.float32(self.pose.above + self.pose.up * (0.25 + depth))
        return x * closer + right, y * closer + above
