"""What an image2video needs: a frame, masks of its size, paths that stay inside it."""

from __future__ import annotations

from collections.abc import Iterator

from generations.capability import limits
from generations.capability.checking.case import Case, Settled
from generations.capability.reading.brush import POINT
from generations.capability.reading.report import Report, label_of
from generations.capability.reading.scalars import number

Size = tuple[int, int]


def check_frames(case: Case) -> Settled:
    """Check the frames, the masks and the paths of one request.

    Its root is the clip that the first frame was taken from: it is continued.
    """
    _check_given(case)
    _check_masks(case)
    _check_paths(case)
    first = case.things.upload("image")
    return Settled(source_clip=first.from_clip if first else None)


def _check_given(case: Case) -> None:
    """Report that neither frame was given, unless a field told so by needing one."""
    told = any(problem.field == "image" for problem in case.report.problems)
    if not case.says("image") and not case.says("image_tail") and not told:
        case.report.add("image", "required")


def _check_masks(case: Case) -> None:
    """Report masks of another size than the picture, or else than the first mask."""
    sizes = _sizes(case)
    picture = _picture(case)
    if picture is None and not sizes:
        return
    other, size = ("image", picture) if picture else sizes.pop(0)
    for field, mask in sizes:
        if mask != size:
            told = {"other": label_of(other), "given": _words(mask)}
            case.report.add(field, "wrong_size", {**told, "size": _words(size)})


def _sizes(case: Case) -> list[tuple[str, Size]]:
    """Return the size of each known mask, the still area first."""
    sizes = []
    for reference in case.things.references:
        found = case.things.at(reference)
        if found and found.purpose == reference.purpose == "mask":
            sizes.append((reference.field, (found.width or 0, found.height or 0)))
    return sizes


def _picture(case: Case) -> Size | None:
    found = case.things.upload("image")
    return (
        (found.width, found.height) if found and found.width and found.height else None
    )


def _words(size: Size) -> str:
    return f"{size[0]} x {size[1]}"


def _check_paths(case: Case) -> None:
    """Report coordinates outside the picture; for an unknown one, outside any."""
    most = limits.PICTURE_LONG_SIDE
    size = _picture(case) or (most, most)
    for field, path in _paths(case):
        aside = Report()
        for here, axis, pixel in _pixels(field, path):
            number(aside, here, pixel, (0, size[POINT.index(axis)] - 1))
        case.report.take(aside, field)


def _paths(case: Case) -> Iterator[tuple[str, list[object]]]:
    areas = case.body.get("dynamic_masks")
    for place, area in enumerate(areas if isinstance(areas, list) else []):
        path = area.get("trajectories") if isinstance(area, dict) else None
        if isinstance(path, list) and place < limits.DYNAMIC_MASKS:
            yield f"dynamic_masks.{place}.trajectories", path


def _pixels(field: str, path: list[object]) -> Iterator[tuple[str, str, int]]:
    """Yield every coordinate that is a whole number: its field, its axis, itself."""
    for place, point in enumerate(path[: limits.TRAJECTORY[1]]):
        read = point if isinstance(point, dict) else {}
        for axis in POINT:
            pixel = read.get(axis)
            if isinstance(pixel, int) and not isinstance(pixel, bool):
                yield f"{field}.{place}.{axis}", axis, pixel
