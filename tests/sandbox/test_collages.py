"""A film of several pictures shows all of them, whole, in the shape asked for."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PIL import Image

from generations.sandbox.multi_image2video import read
from generations.sandbox.render.layout import Room

from .pictures import FRAMES, base64_of, jpeg, shot

COLOURS = [(200, 40, 40), (40, 190, 60), (50, 60, 210), (220, 200, 40)]
SIDES = [(640, 360), (360, 640), (500, 500), (750, 300)]


def body(number: int, **fields: Any) -> dict[str, Any]:
    pictures = [
        {"image": base64_of(jpeg(Image.new("RGB", sides, colour)))}
        for sides, colour in zip(SIDES[:number], COLOURS, strict=False)
    ]
    return {"prompt": "Together", "image_list": pictures} | fields


def shown(frame: Any, colour: tuple[int, int, int]) -> float:
    """Return which part of a frame has a colour."""
    rgb = frame.reformat(format="rgb24").to_ndarray()
    near = np.abs(rgb.astype(int) - colour).max(2) < 25
    return float(near.mean())


@pytest.mark.parametrize("number", [1, 2, 3, 4])
@pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1"])
def test_every_picture_is_seen_from_first_to_last(tmp_path, number, aspect):
    shoot = shot(read, body(number, aspect_ratio=aspect), tmp_path)
    for frame in (shoot.picture(0), shoot.picture(FRAMES - 1)):
        parts = [shown(frame, colour) for colour in COLOURS]
        assert min(parts[:number]) > 0.03
        assert max(parts[number:], default=0) == 0
        assert sum(parts) > 0.2


@pytest.mark.parametrize(
    ("fields", "size"),
    [
        ({}, (1280, 720)),
        ({"aspect_ratio": "9:16", "mode": "pro"}, (1080, 1920)),
        ({"aspect_ratio": "1:1"}, (720, 720)),
    ],
)
def test_the_film_has_the_shape_asked_for(tmp_path, fields, size):
    assert shot(read, body(2, **fields), tmp_path).size == size


@pytest.mark.parametrize("shapes", [[2.5], [0.4, 0.4], [2.5, 0.4, 1], [1, 1, 1, 1]])
def test_pictures_keep_their_shapes_and_lie_apart_within_their_room(shapes):
    boxes = Room(left=50, top=40, width=1000, height=500, gap=10).boxes(shapes)
    for shape, box in zip(shapes, boxes, strict=True):
        assert box.width / box.height == pytest.approx(shape, rel=0.02)
        assert box.left >= 49
        assert box.top >= 39
        assert box.left + box.width <= 1051
        assert box.top + box.height <= 541
    for number, one in enumerate(boxes):
        for other in boxes[number + 1 :]:
            beside = one.left + one.width < other.left
            above = one.top + one.height < other.top
            assert beside or above
