"""The motion brush of a request: painted areas with their ways, and one that stays."""

from __future__ import annotations

from typing import Any

from . import checks
from .attached import Brush, Picture, Point
from .pictures import Album

MOST_BRUSHES = 6
FEWEST_POINTS, MOST_POINTS = 2, 77


def still(body: checks.Body, album: Album) -> Picture | None:
    return album.take(body, "static_mask")


def brushes(
    body: checks.Body, album: Album, image: Picture | None
) -> tuple[Brush, ...]:
    """Return the groups of `dynamic_masks`, their points counted from the top left.

    The document counts them from the bottom left of `image`; only here is y turned.
    """
    groups = _list(body, "dynamic_masks")
    if not groups:
        return ()
    if image is None:
        checks.refuse("image cannot be empty with dynamic_masks")
    if len(groups) > MOST_BRUSHES:
        checks.refuse(f"dynamic_masks cannot have more than {MOST_BRUSHES} groups")
    return tuple(
        _brush(group, f"dynamic_masks.{number}.", album, image)
        for number, group in enumerate(groups)
    )


def _brush(group: object, inside: str, album: Album, image: Picture) -> Brush:
    if not isinstance(group, dict):
        checks.refuse(f"{inside[:-1]} must be an object")
    checks.only(group, ("mask", "trajectories"), inside)
    mask = album.take(group, "mask", inside)
    if mask is None:
        checks.refuse(f"{inside}mask cannot be empty")
    points = _list(group, "trajectories", inside)
    if not FEWEST_POINTS <= len(points) <= MOST_POINTS:
        checks.refuse(
            f"{inside}trajectories must have {FEWEST_POINTS} to {MOST_POINTS} points"
        )
    named = f"{inside}trajectories."
    way = (_point(p, f"{named}{at}.", image) for at, p in enumerate(points))
    return Brush(mask, tuple(way))


def _point(point: object, inside: str, image: Picture) -> Point:
    if not isinstance(point, dict):
        checks.refuse(f"{inside[:-1]} must be an object")
    checks.only(point, ("x", "y"), inside)
    x = _whole(point, "x", image.width, inside)
    return x, image.height - _whole(point, "y", image.height, inside)


def _whole(point: checks.Body, key: str, most: int, inside: str) -> int:
    value = point.get(key)
    if isinstance(value, bool) or not isinstance(value, int):
        checks.refuse(f"{inside}{key} must be an integer")
    if not 0 <= value <= most:
        checks.refuse(f"{inside}{key} must be within the image")
    return value


def _list(body: checks.Body, key: str, inside: str = "") -> list[Any]:
    value = body.get(key, [])
    if not isinstance(value, list):
        checks.refuse(f"{inside}{key} must be an array")
    return value
