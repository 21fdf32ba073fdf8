"""Files travel as bare base64, or as an address of our own."""

from __future__ import annotations

import json
import re
from base64 import b64decode
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generations.gateway import Gateway, encode, writer_for
from tests.gateway.conftest import Serve
from tests.gateway.orders import ORDERS
from tests.gateway.wild import http, once, task

MASKED = {
    "image_height": 9,
    "dynamic_masks": [{"mask": b"x", "trajectories": [{"x": 1, "y": 1}] * 2}],
}
PLACES = [
    ("image2video", ("image",)),
    ("image2video", ("image_tail",)),
    ("image2video", ("static_mask",)),
    ("image2video", ("dynamic_masks", 0, "mask")),
    ("multi_image2video", ("image_list", 0, "image")),
    ("lip_sync", ("face_choose", 0, "sound_file")),
]
EVERYWHERE = pytest.mark.parametrize(("kind", "place"), PLACES)


def written(kind: str, place: tuple[Any, ...], file: object) -> Any:
    """Give what is sent in `place` of an order with `file` there."""
    order: dict[str, Any] = {**ORDERS[kind], place[-1]: file}
    if place[0] == "image_list":
        order["image_list"] = [file]
    if place[0] == "dynamic_masks":
        order |= MASKED
        order["dynamic_masks"] = [{**order["dynamic_masks"][0], "mask": file}]
    body = writer_for(kind)(order, wire_model_name="M", external_task_id="prod-1")
    value = json.loads(encode(body))
    for key in place:
        value = value[key]
    return value


@EVERYWHERE
@given(file=st.binary(min_size=1, max_size=400))
@settings(max_examples=30, deadline=None)
def test_bytes_become_base64_without_prefix_and_line_breaks(
    kind: str, place: tuple[Any, ...], file: bytes
) -> None:
    text = written(kind, place, file)
    assert re.fullmatch(r"[A-Za-z0-9+/]+={0,2}", text)
    assert b64decode(text, validate=True) == file


def test_a_long_file_is_still_one_line() -> None:
    text = written("image2video", ("image",), bytes(1 << 20))
    assert "\n" not in text
    assert len(text) == -(-(1 << 20) // 3) * 4


def test_a_picture_of_ten_megabytes_arrives_whole(
    serve: Serve, gateway: Gateway
) -> None:
    picture = bytes(range(250)) * (10 * 1024 * 1024 // 250)
    order = {**ORDERS["image2video"], "image": picture}
    body = writer_for("image2video")(order, wire_model_name="M", external_task_id="p")
    server = serve(once(http(200, task())))
    gateway.create(server.endpoint, "image2video", body, deadline=30)
    sent = json.loads(server.requests[0].partition(b"\r\n\r\n")[2])
    assert b64decode(sent["image"], validate=True) == picture


@EVERYWHERE
def test_an_address_is_sent_as_it_is(kind: str, place: tuple[Any, ...]) -> None:
    for address in ("https://studio.example/m/1?sig=a%20b", "http://127.0.0.1:8000/1"):
        assert written(kind, place, address) == address


@EVERYWHERE
@pytest.mark.parametrize(
    "file",
    [
        b"",
        "data:image/png;base64,iVBORw0KGgo=",
        "iVBORw0KGgo=",
        "file:///etc/passwd",
        "https:/x",
        "https://studio.example/a b",
        "https://studio.example/a\n",
        "ftp://studio.example/1.png",
        7,
        ["https://studio.example/1.png"],
    ],
)
def test_anything_else_is_refused_and_not_repeated(
    kind: str, place: tuple[Any, ...], file: object
) -> None:
    with pytest.raises(ValueError, match=r"An (address|empty file)") as caught:
        written(kind, place, file)
    assert not file or str(file) not in str(caught.value)
