"""A camera move moves a painted scene: measured by laying pictures on each other."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest
from PIL import Image

from generations.sandbox.order import Camera
from generations.sandbox.render import silk
from generations.sandbox.render.camera import View, pose
from generations.sandbox.render.palette import look_for

SIDE = 192
SILK_DEPTH = 0.9
LOOK = look_for("A fox", "1")


def painted(move: str, amount: float = 0.0, part: float = 1.0) -> Image.Image:
    """Return the silk as it is seen then, its own flow stopped."""
    view = View(SIDE, SIDE, pose(Camera(move, amount), part))
    light = np.asarray(silk.paint(view, LOOK, 0.0)).mean(2)
    return Image.fromarray((light.clip(0, 1) * 255).astype(np.uint8))


STILL = painted("pan", 0.0001)


def likeness(first: Image.Image, second: Image.Image, border: int) -> float:
    """Return how alike the middles of two pictures are, 1 for the same."""
    inside = (border, border, SIDE - border, SIDE - border)
    a, b = (np.asarray(one.crop(inside), float).ravel() for one in (first, second))
    return float(np.corrcoef(a, b)[0, 1])


def shift(seen: Image.Image) -> tuple[int, int]:
    """Return how far the picture went right and down, in dots."""
    places = range(-40, 41)

    def fit(by: tuple[int, int]) -> float:
        terms = (1, 0, -by[0], 0, 1, -by[1])
        moved = STILL.transform(STILL.size, Image.Transform.AFFINE, terms)
        return likeness(moved, seen, 44)

    across = max(((x, 0) for x in places), key=fit)
    along = max(((0, y) for y in places), key=fit)
    return max(across, along, key=fit)


def scale(seen: Image.Image) -> float:
    """Return how many times as large the picture became."""

    def fit(times: float) -> float:
        part, middle = 1 / times, SIDE / 2 * (1 - 1 / times)
        terms = (part, 0, middle, 0, part, middle)
        if times < 1:
            terms = (times, 0, SIDE / 2 * (1 - times), 0, times, SIDE / 2 * (1 - times))
            bigger = seen.transform(
                seen.size, Image.Transform.AFFINE, terms, Image.Resampling.BILINEAR
            )
            return likeness(STILL, bigger, 8)
        larger = STILL.transform(
            STILL.size, Image.Transform.AFFINE, terms, Image.Resampling.BILINEAR
        )
        return likeness(larger, seen, 8)

    return max((step / 50 for step in range(20, 120)), key=fit)


def turn(seen: Image.Image) -> int:
    """Return by how many degrees the picture turned clockwise."""

    def fit(degrees: int) -> float:
        return likeness(STILL.rotate(-degrees, Image.Resampling.BILINEAR), seen, 36)

    return max(range(-45, 46), key=fit)


def grows(values: list[Any]) -> bool:
    return all(a < b for a, b in itertools.pairwise(values))


@pytest.mark.parametrize(
    ("axis", "index", "way"),
    [("horizontal", 0, -1), ("pan", 0, -1), ("vertical", 1, 1), ("tilt", 1, 1)],
)
def test_going_and_turning_shift_the_scene_the_other_way(axis, index, way):
    shifts = [shift(painted(axis, amount)) for amount in (-3, -1.5, 1.5, 3)]
    assert grows([one[index] * way for one in shifts])
    assert [one[index] * way > 0 for one in shifts] == [False, False, True, True]
    assert all(one[1 - index] == 0 for one in shifts)


@pytest.mark.parametrize(
    ("axis", "index", "reach"),
    [
        ("horizontal", 0, 1.1 * (0.25 + SILK_DEPTH)),
        ("vertical", 1, 0.9 * (0.25 + SILK_DEPTH)),
        ("pan", 0, 0.9),
        ("tilt", 1, 0.8),
    ],
)
def test_a_scene_is_shifted_by_the_published_amounts(axis, index, reach):
    found = abs(shift(painted(axis, 2.5))[index])
    assert found == pytest.approx(reach * 0.25 * SIDE / 2, abs=1.1)


def test_a_camera_rolled_clockwise_turns_the_scene_anticlockwise():
    turns = [turn(painted("roll", amount)) for amount in (-10, -5, 5, 10)]
    assert turns == pytest.approx([35, 17.5, -17.5, -35], abs=1)


def test_a_longer_lens_enlarges_the_scene():
    sizes = [scale(painted("zoom", amount)) for amount in (8, 4, -4, -8)]
    near = 0.35 + 0.65 * SILK_DEPTH
    expected = [np.exp(-0.075 * amount * near) for amount in (8, 4, -4, -8)]
    assert sizes == pytest.approx(expected, rel=0.03)


@pytest.mark.parametrize(("move", "way"), [("right", -1), ("left", 1)])
def test_a_named_turn_is_over_before_the_camera_goes_forward(move, way):
    part = painted(f"{move}_turn_forward", part=0.25)
    assert shift(part)[0] * way > 10
    assert scale(painted(f"{move}_turn_forward", part=0.0)) == pytest.approx(1)
    turned, end = (pose(Camera(f"{move}_turn_forward"), p) for p in (0.5, 1.0))
    assert turned.right == end.right
    assert turned.zoom == 0.0 < end.zoom


def test_down_comes_before_back_and_forward_before_up():
    early = painted("down_back", part=0.3)
    assert shift(early)[1] < -3
    assert scale(painted("forward_up", part=0.3)) > 1.05
