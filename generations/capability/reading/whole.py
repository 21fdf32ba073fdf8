"""Readers of whole numbers: pixels and milliseconds have no fractions."""

from __future__ import annotations

import math

from generations.capability.codes import USE
from generations.capability.reading.report import Report
from generations.capability.reading.scalars import number
from generations.capability.reading.shown import shown

_LARGEST_OFFERED = 10**9


def whole(
    report: Report, field: str, value: object, bounds: tuple[int, int] | None = None
) -> int | None:
    """Read a whole number, between two bounds where they are known, both included."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        report.wrong_type(field, value, "a whole number")
        return None
    if isinstance(value, float):
        _refuse_fraction(report, field, value)
        return None
    if bounds is None:
        return value
    return None if number(report, field, value, bounds) is None else value


def _refuse_fraction(report: Report, field: str, value: float) -> None:
    told = {"given": shown(value)}
    if not math.isfinite(value):
        report.add(field, "not_finite", told)
    elif abs(value) > _LARGEST_OFFERED:
        report.add(field, "not_whole", told)
    else:
        near = round(value)
        told["near"] = str(near)
        report.add(field, "not_whole", told, way_out=USE, change={field: near})
