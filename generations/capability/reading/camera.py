"""The reader of `camera_control`.

Shape and signs are the gateway document's: a `simple` move has six
axes of which exactly one is not zero; the four named moves have no config.
"""

from __future__ import annotations

from generations.capability.codes import DID_YOU_MEAN
from generations.capability.limits import CAMERA_AXIS
from generations.capability.reading.report import Report, label_of, listed
from generations.capability.reading.scalars import choice, number
from generations.capability.reading.strangers import Place, refuse_strangers

SIMPLE = "simple"
MOVES = (
    SIMPLE,
    "down_back",
    "forward_up",
    "right_turn_forward",
    "left_turn_forward",
)
AXES = ("horizontal", "vertical", "pan", "tilt", "roll", "zoom")

Axes = dict[str, float]


def camera(report: Report, field: str, value: object) -> dict[str, object] | None:
    """Read a whole camera move; a simple one comes back with all six axes."""
    if not isinstance(value, dict):
        report.wrong_type(field, value, "an object with `type`")
        return None
    before = len(report.problems)
    elsewhere = {axis: f"{field}.config.{axis}" for axis in AXES}
    elsewhere["aspect_ratio"] = "aspect_ratio"
    refuse_strangers(report, Place(field, "", ("type", "config"), elsewhere), value)
    move = _move(report, f"{field}.type", value)
    axes = _config(report, f"{field}.config", value.get("config"), move)
    if len(report.problems) > before:
        return None
    return {"type": move} if axes is None else {"type": move, "config": axes}


def _move(report: Report, field: str, given: dict[str, object]) -> str | None:
    move = given.get("type")
    if move is not None:
        return choice(report, field, move, MOVES)
    if given.get("config") is None:
        report.add(field, "required")
    else:
        told, change = {"near": SIMPLE}, {field: SIMPLE}
        report.add(field, "required", told, way_out=DID_YOU_MEAN, change=change)
    return None


def _config(
    report: Report, field: str, config: object, move: str | None
) -> Axes | None:
    if move is not None and move != SIMPLE:
        if config is not None:
            report.add(field, "not_taken", {"given": move}, change={field: None})
        return None
    if config is None:
        if move == SIMPLE:
            report.add(field, "required")
        return None
    if not isinstance(config, dict):
        report.wrong_type(field, config, "an object of six axes")
        return None
    return _axes(report, field, config)


def _axes(report: Report, field: str, config: dict[str, object]) -> Axes | None:
    before = len(report.problems)
    refuse_strangers(report, Place(field, "", AXES), config)
    axes: Axes = {}
    for axis in AXES:
        given = config.get(axis)
        read = (
            0
            if given is None
            else number(report, f"{field}.{axis}", given, CAMERA_AXIS)
        )
        axes[axis] = read or 0
    if len(report.problems) == before:
        _one_moves(report, field, axes)
    return axes


def _one_moves(report: Report, field: str, axes: Axes) -> None:
    moving = [label_of(f"{field}.{axis}") for axis in AXES if axes[axis]]
    low, high = CAMERA_AXIS
    if not moving:
        report.add(field, "no_movement", {"low": low, "high": high})
    elif len(moving) > 1:
        report.add(field, "one_axis_only", {"given": listed(moving, "and")})
