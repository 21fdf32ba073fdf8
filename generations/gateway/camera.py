"""Write a camera move."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

AXES = ("horizontal", "vertical", "pan", "tilt", "roll", "zoom")


def camera_control(camera: Mapping[str, Any]) -> dict[str, Any]:
    """Write a camera move: all six axes for a simple one, none for a preset.

    The page lists the axes beside `config` in one place and inside it in another;
    inside is what the upstream interface takes.
    """
    if camera["type"] != "simple":
        return {"type": camera["type"]}
    config = {axis: camera["config"].get(axis) or 0 for axis in AXES}
    if sum(1 for amount in config.values() if amount) != 1:
        raise ValueError("A simple camera move uses exactly one of its axes.")
    return {"type": "simple", "config": config}
