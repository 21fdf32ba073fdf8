"""What the brush painted travels along its points, and what it fixed stays still."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from generations.sandbox.image2video import read
from generations.sandbox.render.frames import planes_of
from generations.sandbox.render.still_life import StillLife

from .pictures import (
    BLUE,
    FRAMES,
    LUMA,
    RED,
    base64_of,
    difference,
    dotted,
    landscape,
    mask,
    place,
    png,
    shot,
)

SIZE = (960, 540)
SCALE = 1280 / 960
GROUND = landscape(*SIZE)
Point = tuple[float, float]
CIRCLE = [
    (480 + 200 * math.cos(at / 12), 270 - 200 * math.sin(at / 12)) for at in range(77)
]


def group(start: Point, *way: Point) -> dict[str, Any]:
    """Return a group whose mask surrounds a dot at `start`, counted from the top."""
    x, y = start
    points = [{"x": int(px), "y": int(SIZE[1] - py)} for px, py in (start, *way)]
    return {
        "mask": mask(SIZE, (x - 26, y - 26, x + 26, y + 26)),
        "trajectories": points,
    }


def brushed(folder: Path, dots: Mapping[str, Point], **fields: Any) -> StillLife:
    body = {
        "model_name": "MaaS_KL_V1.6",
        "image": base64_of(png(dotted(GROUND, dots))),
    }
    return shot(read, body | fields, folder)


def walked(points: Sequence[Point], part: float) -> Point:
    """Return where an even walk along `points` is, in dots of the frame."""
    lengths = [math.dist(a, b) for a, b in pairwise(points)]
    left = part * sum(lengths)
    for (a, b), length in zip(pairwise(points), lengths, strict=True):
        if left <= length and length:
            x, y = (p + (q - p) * left / length for p, q in zip(a, b, strict=True))
            return x * SCALE, y * SCALE
        left -= length
    return points[-1][0] * SCALE, points[-1][1] * SCALE


@pytest.mark.parametrize(
    "points",
    [
        [(200, 300), (700, 120)],
        [(200, 200), (200, 200), (600, 200), (600, 420), (300, 420)],
        [
            (480 + 200 * math.cos(a / 12), 270 - 200 * math.sin(a / 12))
            for a in range(77)
        ],
        [(300, 300), (300, 300)],
    ],
    ids=["a line", "corners", "a circle", "no way at all"],
)
def test_a_painted_dot_follows_its_points_at_an_even_pace(tmp_path, points):
    whole = [(int(x), int(y)) for x, y in points]
    shoot = brushed(
        tmp_path, {"white": whole[0]}, dynamic_masks=[group(whole[0], *whole[1:])]
    )
    for number in range(0, FRAMES, 15):
        found = place(shoot.picture(number), LUMA, 190)
        wanted = walked(whole, number / (FRAMES - 1))
        assert math.dist(found, wanted) < 3, number


def test_six_dots_travel_at_once_each_its_own_way(tmp_path):
    starts = [(120 + 140 * n, 260 + 40 * (n % 2)) for n in range(6)]
    colours = ["white", "red", "blue"]
    dots = dict(zip(colours, starts[::2], strict=True))
    ends = [(x + 30, 60 if n % 2 else 480) for n, (x, _) in enumerate(starts)]
    groups = [group(a, b) for a, b in zip(starts, ends, strict=True)]
    shoot = brushed(tmp_path, dots, dynamic_masks=groups)
    last = shoot.picture(FRAMES - 1)
    levels = ((LUMA, 190), (RED, 205), (BLUE, 205))
    for (plane, least), end in zip(levels, ends[::2], strict=True):
        wanted = (end[0] * SCALE, end[1] * SCALE)
        assert math.dist(place(last, plane, least), wanted) < 3


def test_where_a_dot_was_nothing_is_left_of_it(tmp_path):
    start = (300, 300)
    shoot = brushed(
        tmp_path, {"white": start}, dynamic_masks=[group(start, (800, 100))]
    )
    last = planes_of(shoot.picture(FRAMES - 1))[LUMA]
    x, y = (round(place * SCALE) for place in start)
    assert last[y - 40 : y + 40, x - 40 : x + 40].max() < 150


def test_a_dot_may_leave_the_picture(tmp_path):
    shoot = brushed(
        tmp_path, {"white": (300, 300)}, dynamic_masks=[group((300, 300), (960, 0))]
    )
    last = planes_of(shoot.picture(FRAMES - 1))[LUMA]
    assert last[:30, -30:].max() > 200
    assert last[:, :-60].max() < 190


def test_a_still_area_stays_while_the_rest_drifts(tmp_path):
    box = (60, 140, 360, 400)
    shoot = brushed(tmp_path, {}, static_mask=mask(SIZE, box))
    first, last = (planes_of(shoot.picture(n))[LUMA] for n in (0, FRAMES - 1))
    inside = (slice(260, 460), slice(180, 380))
    assert difference(first[inside], last[inside]) < 0.5
    outside = (slice(0, 720), slice(700, 1280))
    assert difference(first[outside], last[outside]) > 4


def test_what_is_painted_to_stay_and_to_travel_travels(tmp_path):
    start, end = (300, 300), (700, 300)
    whole = mask(SIZE, (-400, -400, 1400, 1000))
    shoot = brushed(
        tmp_path,
        {"white": start},
        static_mask=whole,
        dynamic_masks=[group(start, end)],
    )
    found = place(shoot.picture(FRAMES - 1), LUMA, 190)
    assert math.dist(found, (end[0] * SCALE, end[1] * SCALE)) < 3


def test_the_first_frame_is_the_picture_however_it_was_painted(tmp_path):
    dots = {"white": (300, 300)}
    groups = [group((300, 300), (700, 100)), group((600, 400), (100, 100))]
    still = mask(SIZE, (400, 50, 560, 200))
    painted = brushed(tmp_path, dots, dynamic_masks=groups, static_mask=still)
    bare = brushed(tmp_path, dots)
    a, b = (planes_of(shoot.picture(0))[LUMA] for shoot in (painted, bare))
    assert difference(a, b) < 0.3
    assert np.abs(a.astype(int) - b).max() < 60


def test_masks_of_another_resolution_and_of_everything_are_taken(tmp_path):
    everything = mask((1920, 1080), (-900, -900, 2900, 2900))
    assert brushed(tmp_path, {}, static_mask=mask((1920, 1080), (0, 0, 800, 800)))
    shoot = brushed(
        tmp_path,
        {},
        dynamic_masks=[{"mask": everything, "trajectories": [{"x": 9, "y": 9}] * 2}],
    )
    assert shoot.picture(60).width == 1280
