"""A camera move moves the picture: measured on dots in the frames, sign by sign."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from generations.sandbox.image2video import read

from .pictures import BLUE, FRAMES, LUMA, RED, base64_of, dotted, place, png, shot

SIZE = (1280, 720)
SHORT = 720
CENTRE, RIGHT, ABOVE = (640, 360), (900, 360), (640, 200)
DOTS = {"white": CENTRE, "red": RIGHT, "blue": ABOVE}
GROUND = Image.new("RGB", SIZE, (60, 60, 60))
PICTURE = base64_of(png(dotted(GROUND, DOTS)))


@dataclass(frozen=True)
class Seen:
    """What became of the three dots in one frame, in dots of the frame."""

    centre: tuple[float, float]
    right: tuple[float, float]
    above: tuple[float, float]

    @property
    def shift(self) -> tuple[float, float]:
        """Return how far the picture's middle went right and down."""
        return self.centre[0] - CENTRE[0], self.centre[1] - CENTRE[1]

    @property
    def angle(self) -> float:
        """Return by how many degrees the picture turned clockwise."""
        across, along = (b - a for a, b in zip(self.centre, self.right, strict=True))
        return math.degrees(math.atan2(along, across))

    @property
    def size(self) -> float:
        """Return how many times as large the picture became."""
        return math.dist(self.centre, self.right) / (RIGHT[0] - CENTRE[0])


Watch = Callable[..., Seen]


@pytest.fixture
def watch(tmp_path: Path) -> Watch:
    """Return a function that shows a frame of a film with a camera move."""

    def watched(move: str, amount: float = 0.0, part: float = 1.0) -> Seen:
        control: dict[str, Any] = {"type": move}
        if amount:
            control = {"type": "simple", "config": {move: amount}}
        body = {
            "model_name": "MaaS_KL_V1.6",
            "image": PICTURE,
            "camera_control": control,
        }
        frame = shot(read, body, tmp_path).picture(round(part * (FRAMES - 1)))
        return Seen(
            place(frame, LUMA, 180), place(frame, RED, 170), place(frame, BLUE, 170)
        )

    return watched


@pytest.mark.parametrize(
    ("axis", "amount", "right", "down"),
    [
        ("horizontal", -10, 0.25, 0),
        ("horizontal", -5, 0.125, 0),
        ("horizontal", 2, -0.05, 0),
        ("horizontal", 10, -0.25, 0),
        ("vertical", -10, 0, -0.25),
        ("vertical", -5, 0, -0.125),
        ("vertical", 10, 0, 0.25),
        ("pan", -10, 0.25, 0),
        ("pan", -5, 0.125, 0),
        ("pan", 10, -0.25, 0),
        ("tilt", -10, 0, -0.25),
        ("tilt", 5, 0, 0.125),
        ("tilt", 10, 0, 0.25),
    ],
)
def test_going_and_turning_shift_the_picture_the_other_way(
    watch: Watch, axis, amount, right, down
):
    shift = watch(axis, amount).shift
    assert shift == pytest.approx((right * SHORT, down * SHORT), abs=2)


@pytest.mark.parametrize(
    ("amount", "degrees"), [(-10, 20), (-5, 10), (-1, 2), (5, -10), (10, -20)]
)
def test_a_camera_rolled_clockwise_turns_the_picture_anticlockwise(
    watch: Watch, amount, degrees
):
    seen = watch("roll", amount)
    assert seen.angle == pytest.approx(degrees, abs=0.3)
    assert seen.size == pytest.approx(1, abs=0.01)
    assert seen.shift == pytest.approx((0, 0), abs=1)


@pytest.mark.parametrize("amount", [-10, -5, -1, 5, 10])
def test_a_longer_lens_enlarges_the_picture_and_a_shorter_one_shrinks_it(
    watch: Watch, amount
):
    seen = watch("zoom", amount)
    assert seen.size == pytest.approx(math.exp(-0.04 * amount), rel=0.01)
    assert seen.shift == pytest.approx((0, 0), abs=1)


def test_a_turn_is_no_walk(watch: Watch):
    walked, turned = watch("horizontal", 10), watch("pan", 10)
    assert walked.size == pytest.approx(1, abs=0.01)
    # Turned to the right, what lies to the right comes before the camera and
    # what lies to the left goes away from it.
    assert turned.size == pytest.approx(1, abs=0.08)
    assert abs(turned.size - 1) > 0.01
    height = CENTRE[1] - ABOVE[1]
    assert walked.centre[1] - walked.above[1] == pytest.approx(height, abs=1)


def test_the_first_frame_is_where_every_move_starts(watch: Watch):
    for move in ("horizontal", "tilt", "roll", "zoom"):
        seen = watch(move, 10, part=0)
        assert seen.shift == pytest.approx((0, 0), abs=0.5)
        assert (seen.angle, seen.size) == pytest.approx((0, 1), abs=0.01)


def test_a_move_goes_one_way_all_the_time(watch: Watch):
    places = [watch("horizontal", -4, part / 8).shift[0] for part in range(9)]
    assert places == sorted(places)
    assert len(set(places)) == 9


@pytest.mark.parametrize(("move", "way"), [("right", -1), ("left", 1)])
def test_a_named_turn_is_over_before_the_camera_goes_forward(watch: Watch, move, way):
    half, end = (watch(f"{move}_turn_forward", part=part) for part in (0.5, 1))
    assert half.shift[0] * way == pytest.approx(0.2 * SHORT, abs=3)
    assert half.size == pytest.approx(1, abs=0.06)
    assert end.size / half.size == pytest.approx(math.exp(0.26), rel=0.02)
    assert abs(end.shift[1]) < 2


def test_down_and_back_goes_down_first(watch: Watch):
    early, end = watch("down_back", part=0.3), watch("down_back")
    assert early.shift[1] < -0.03 * SHORT
    assert early.size == pytest.approx(1, abs=0.01)
    assert end.size == pytest.approx(math.exp(-0.24), rel=0.01)
    assert end.shift[1] < early.shift[1]


def test_forward_and_up_goes_forward_first(watch: Watch):
    early, end = watch("forward_up", part=0.3), watch("forward_up")
    assert early.size > 1.05
    assert early.shift == pytest.approx((0, 0), abs=1)
    assert end.size == pytest.approx(math.exp(0.26), rel=0.01)
    assert end.shift[1] > 0.05 * SHORT
