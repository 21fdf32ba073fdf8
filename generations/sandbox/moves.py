"""The camera move of a request: one axis, or one of four presets."""

from __future__ import annotations

from . import checks, names
from .order import Camera

AXES = ("horizontal", "vertical", "pan", "tilt", "roll", "zoom")
PRESETS = ("down_back", "forward_up", "right_turn_forward", "left_turn_forward")


def camera(body: checks.Body, model: str, seconds: int) -> Camera | None:
    """Return the move; only V1.6 takes one, at 5 seconds, in either mode."""
    control = checks.mapping(body, "camera_control")
    if not control:
        return None
    checks.only(control, ("type", "config"), "camera_control.")
    if model != names.V1_6 or seconds != 5:
        checks.refuse(f"camera_control is not supported by {model} at {seconds} s")
    move = checks.choice(control, "type", ("simple", *PRESETS))
    if move is None:
        checks.refuse("camera_control.type cannot be empty")
    if move == "simple":
        return _axis(checks.mapping(control, "config"))
    if "config" in control:
        checks.refuse(f"camera_control.config must not be sent with type {move}")
    return Camera(move)


def _axis(config: checks.Body | None) -> Camera:
    if config is None:
        checks.refuse("camera_control.config cannot be empty with type simple")
    checks.only(config, AXES, "camera_control.config.")
    amounts = {axis: checks.number(config, axis, -10, 10) for axis in AXES}
    moved = [(axis, amount) for axis, amount in amounts.items() if amount]
    if len(moved) != 1:
        checks.refuse("exactly one value of camera_control.config must be non-zero")
    return Camera(*moved[0])
