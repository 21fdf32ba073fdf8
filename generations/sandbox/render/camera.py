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

AXES: Mapping[str, tuple[str, float]] = {
    "horizontal": ("aside", 1.1),
    "vertical": ("up", 0.9),
    "pan": ("right", 0.9),
    "tilt": ("above", 0.8),
    "roll": ("roll", math.radians(35)),
    "zoom": ("zoom", -0.75),
}
"""What each axis changes in the pose, and how far at an amount of ten."""


@dataclass(frozen=True)
class Pose:
    """A camera: moved aside (near things move more), turned, rolled, zoomed."""

    aside: float = 0.0
    up: float = 0.0
    right: float = 0.0
    above: float = 0.0
    roll: float = 0.0
    zoom: float = 0.0


def pose(camera: Camera | None, p: float) -> Pose:
    """Return the pose at part `p` of the film; without a move, drift closer."""
    if camera is None:
        return Pose(zoom=0.07 * p)
    gone = _eased(p)
    if camera.move in AXES:
        name, reach = AXES[camera.move]
        return Pose(**{name: reach * camera.amount / 10 * gone})
    first, second = _eased(p * 2), _eased(p * 2 - 1)
    presets = {
        "down_back": Pose(up=-0.45 * gone, zoom=-0.45 * gone),
        "forward_up": Pose(up=0.4 * gone, zoom=0.5 * gone),
        "right_turn_forward": Pose(right=0.7 * first, zoom=0.5 * second),
        "left_turn_forward": Pose(right=-0.7 * first, zoom=0.5 * second),
    }
    return presets[camera.move]


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
