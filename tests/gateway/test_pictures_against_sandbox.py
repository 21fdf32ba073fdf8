"""What the client writes of pictures is what the imitation gateway reads of them."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image

from generations.gateway import default_wire_name, writer_for
from generations.sandbox import image2video, multi_image2video
from generations.sandbox.order import Order

WIDTH, HEIGHT = 400, 320


def picture(tone: int) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (WIDTH, HEIGHT), (tone, tone, tone)).save(out, "PNG")
    return out.getvalue()


IMAGE, TAIL, MASK, STILL = (picture(tone) for tone in (90, 200, 255, 0))
BASE = {"prompt": "A fox", "mode": "pro", "duration": 5, "image": IMAGE}


READERS = {
    "image2video": image2video.read,
    "multi_image2video": multi_image2video.read,
}


def read(kind: str, **request: Any) -> Order:
    """Write a request as the studio does, and read it as the sandbox does."""
    payload = writer_for(kind)(
        BASE | request,
        wire_model_name=default_wire_name(kind, "v1.6"),
        external_task_id="test-1",
    )
    return READERS[kind](payload)


def contents(order: Order, *names: str) -> list[bytes]:
    return [order.files[name] for name in names]


def test_first_and_last_frame_arrive_as_they_were():
    order = read("image2video", image_tail=TAIL, cfg_scale=0.5)
    pictures = order.pictures
    assert contents(order, pictures.first[0].name) == [IMAGE]
    assert contents(order, pictures.last.name) == [TAIL]


def test_points_are_turned_over_and_back_once():
    points = [(0, 0), (399, 1), (13, 320)]
    group = {"mask": MASK, "trajectories": [{"x": x, "y": y} for x, y in points]}
    order = read(
        "image2video",
        static_mask=STILL,
        dynamic_masks=[group] * 6,
        image_height=HEIGHT,
    )
    assert [brush.way for brush in order.pictures.brushes] == [tuple(points)] * 6
    assert contents(order, order.pictures.still.name) == [STILL]
    assert contents(order, order.pictures.brushes[5].mask.name) == [MASK]


@pytest.mark.parametrize("amount", [-10, 0.5])
def test_a_camera_move_arrives(amount):
    control = {"type": "simple", "config": {"tilt": amount}}
    camera = read("image2video", camera_control=control).camera
    assert (camera.move, camera.amount) == ("tilt", amount)


def test_several_pictures_arrive_in_their_order():
    order = read(
        "multi_image2video",
        image_list=[IMAGE, TAIL, IMAGE],
        aspect_ratio="9:16",
    )
    names = [one.name for one in order.pictures.first]
    assert contents(order, *names) == [IMAGE, TAIL, IMAGE]
    assert order.aspect == "9:16"
