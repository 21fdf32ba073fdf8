"""The reader of `dynamic_masks`: painted areas, each with the path that it travels.

Points are pixels of the first frame, counted from its top left corner. Whether they
lie inside it is judged where the picture is known.
"""

from __future__ import annotations

from generations.capability import limits
from generations.capability.reading.counts import counted
from generations.capability.reading.ids import uploaded
from generations.capability.reading.report import Report
from generations.capability.reading.strangers import Place, refuse_strangers
from generations.capability.reading.whole import whole

AREA = ("mask", "trajectories")
POINT = ("x", "y")

Point = dict[str, int]
Area = dict[str, object]


def dynamic_masks(report: Report, field: str, value: object) -> list[Area] | None:
    """Read up to six areas; an empty list says as much as none."""
    if not isinstance(value, list):
        report.wrong_type(field, value, "a list of areas")
        return None
    before = len(report.problems)
    most = limits.DYNAMIC_MASKS
    counted(report, field, value, (0, most), "areas")
    areas = [
        _area(report, f"{field}.{place}", entry)
        for place, entry in enumerate(value[:most])
    ]
    return areas or None if len(report.problems) == before else None


def _area(report: Report, field: str, value: object) -> Area:
    if not isinstance(value, dict):
        report.wrong_type(field, value, "an object with `mask` and `trajectories`")
        return {}
    refuse_strangers(report, Place(field, "", AREA), value)
    area: Area = {}
    for name, read in (("mask", _mask), ("trajectories", _path)):
        given = value.get(name)
        if given is None:
            report.add(f"{field}.{name}", "required")
        else:
            area[name] = read(report, f"{field}.{name}", given)
    return area


def _mask(report: Report, field: str, value: object) -> str | None:
    return uploaded(report, field, value, "a mask")


def _path(report: Report, field: str, value: object) -> list[Point]:
    """Read 2 to 77 points; of what is wrong in them, the first twenty are told."""
    if not isinstance(value, list):
        report.wrong_type(field, value, "a list of points")
        return []
    counted(report, field, value, limits.TRAJECTORY, "points")
    aside = Report()
    points = [
        _point(aside, f"{field}.{place}", entry)
        for place, entry in enumerate(value[: limits.TRAJECTORY[1]])
    ]
    report.take(aside, field)
    return points


def _point(report: Report, field: str, value: object) -> Point:
    if not isinstance(value, dict):
        report.wrong_type(field, value, "an object with `x` and `y`")
        return {}
    refuse_strangers(report, Place(field, "", POINT), value)
    read: Point = {}
    for axis in POINT:
        here, given = f"{field}.{axis}", value.get(axis)
        if given is None:
            report.add(here, "required")
            continue
        found = whole(report, here, given)
        if found is not None:
            read[axis] = found
    return read
