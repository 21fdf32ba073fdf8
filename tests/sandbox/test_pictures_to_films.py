"""From a call with pictures to its film, through a real sandbox and its maker."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import av
import pytest
from PIL import Image

from .caller import Caller, until
from .pictures import base64_of, chunk, difference, jpeg, landscape, png

FAMILY = "image2video"
PICTURE = landscape(640, 640)
IDLE = b"\x78\x9c\x03\x00\x00\x00\x00\x01"
"""What unpacks to nothing: every checksum is right, and no dot is there."""


def hollow() -> bytes:
    """Return a PNG that looks whole from outside, and is empty."""
    content = png(PICTURE)
    start = content.index(b"IDAT") - 4
    return content[:start] + chunk(b"IDAT", IDLE) + chunk(b"IEND", b"")


def ended(caller: Caller, image: bytes) -> Any:
    body = {"model_name": "MaaS_KL_V2.1", "image": base64_of(image)}
    task_id = caller.post(body, FAMILY).data["task_id"]

    def data() -> Any:
        seen = caller.query(task_id, FAMILY).data
        return seen if seen["task_status"] in ("succeed", "failed") else None

    return until(data, 60)


@pytest.mark.slow
def test_a_picture_becomes_a_film_and_a_hollow_one_a_failure(
    open_sandbox: Callable[..., Caller],
):
    caller = open_sandbox(studio=None, pace=0.01)
    failed = ended(caller, hollow())
    assert failed["task_status"] == "failed"
    assert failed["task_status_msg"] == "Image pixel is invalid"
    done = ended(caller, jpeg(PICTURE))
    film = caller.file(done["task_result"]["videos"][0]["url"]).body
    with av.open(io.BytesIO(film)) as content:
        first = next(content.decode(video=0))
    assert (first.width, first.height) == (720, 720)
    shown = first.reformat(format="rgb24").to_ndarray()
    assert difference(shown, PICTURE.resize((720, 720), Image.Resampling.LANCZOS)) < 4
