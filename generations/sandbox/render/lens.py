"""What a camera sees of a flat picture, as one matrix.

A lens takes a place in the frame to a place in the picture, both in halves of the
short side with y upwards. At rest it is the identity: the picture fills the frame.
"""

from __future__ import annotations

import math

import numpy as np

from .camera import Pose, Reach
from .palette import Array

ON_PICTURES: Reach = {
    "horizontal": ("aside", 0.5),
    "vertical": ("up", 0.5),
    "pan": ("right", math.atan(0.5 / 3)),
    "tilt": ("above", math.atan(0.5 / 3)),
    "roll": ("roll", math.radians(20)),
    "zoom": ("zoom", -0.4),
}
"""Turns are angles here: the picture's far side shrinks as it does before a camera."""

DISTANCE = 3.0
"""From the camera to the picture, which is what makes a turn look like one."""


def lens(pose: Pose) -> Array:
    """Return the lens of a camera: rolled, zoomed, turned, then moved aside."""
    sine, cosine = math.sin(-pose.roll), math.cos(pose.roll)
    closer = math.exp(-pose.zoom)
    rolled = np.array([[cosine, -sine, 0], [sine, cosine, 0], [0, 0, 1]])
    zoomed = np.diag([closer, closer, 1])
    moved = np.array([[1, 0, pose.aside], [0, 1, pose.up], [0, 0, 1]])
    return np.asarray(moved @ _turned(pose) @ zoomed @ rolled)


def _turned(pose: Pose) -> Array:
    """Return what turning to the right and upwards does to a plane ahead."""
    sine, cosine = math.sin(pose.right), math.cos(pose.right)
    right = np.array([[cosine, 0, sine], [0, 1, 0], [-sine, 0, cosine]])
    sine, cosine = math.sin(pose.above), math.cos(pose.above)
    above = np.array([[1, 0, 0], [0, cosine, sine], [0, -sine, cosine]])
    away = np.diag([DISTANCE, DISTANCE, 1])
    near = np.diag([1 / DISTANCE, 1 / DISTANCE, 1])
    return np.asarray(away @ above @ right @ near)


def overhang(lenses: list[Array], across: float, along: float) -> tuple[float, float]:
    """Return how far beyond the picture's edge any of the lenses sees, in x and y.

    `across` and `along` are half the picture's extent, in halves of its short side.
    """
    corners = np.array(
        [[x, y, 1] for x in (-across, across) for y in (-along, along)], float
    ).T
    x, y = 0.0, 0.0
    for matrix in lenses:
        seen = matrix @ corners
        x = max(x, float(np.abs(seen[0] / seen[2]).max()) - across)
        y = max(y, float(np.abs(seen[1] / seen[2]).max()) - along)
    return x, y
