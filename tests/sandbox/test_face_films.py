"""Faces are in the film where and when identify-face says so."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from PIL import Image

from generations.sandbox import senses
from generations.sandbox.faces import Face, cast, clipped
from generations.sandbox.order import Order
from generations.sandbox.render.drawn_face import Features, drawn
from generations.sandbox.render.film import make
from generations.sandbox.render.players import Player

SIZE = (1280, 720)
NEAR = 40
"""How far a colour may be off after grading and encoding, of 255."""


def film(folder: Path, prompt: str) -> Path:
    path = folder / "film.mp4"
    order = Order("text2video", "v1.6", "std", 5, prompt)
    make(order, "1", path, full=False)
    return path


def pictures(path: Path) -> list[tuple[float, Any]]:
    with av.open(str(path)) as source:
        return [
            (float(frame.time), frame.to_ndarray(format="rgb24").astype(np.int16))
            for frame in source.decode(video=0)
        ]


def test_each_face_is_seen_in_its_span_and_at_no_other_time(tmp_path: Path):
    prompt = "[faces 4] A choir by the sea"
    faces = clipped(cast(prompt, 5), 5000)
    frames = pictures(film(tmp_path, prompt))
    for face in faces:
        player, skin = Player(face, SIZE), np.array(Features.of(face.look).skin)
        for at, picture in frames:
            x, y = player.middle(at)
            cheek = picture[y + player.unit // 2, x + player.unit // 3]
            alike = np.abs(cheek - skin * 0.86).max() < NEAR
            if is_there(face, at * 1000):
                assert alike, (face, at)
            elif not face.start <= at * 1000 < face.end:
                assert not alike, (face, at)


def is_there(face: Face, at: float) -> bool:
    """Say whether a face is seen, and neither just comes nor just goes."""
    came = not face.start or at >= face.start + 200
    return came and (face.end == 5000 or at <= face.end - 200)


def test_its_picture_shows_the_face(tmp_path: Path):
    prompt = "Two women talk"
    path = film(tmp_path, prompt)
    for face in clipped(cast(prompt, 5), 5000):
        content = senses.portrait(path, face)
        assert content is not None
        assert len(content) < 40_000
        picture = Image.open(io.BytesIO(content))
        assert (picture.format, picture.size) == ("JPEG", (320, 320))
        cheek = np.array(picture.convert("RGB"))[213, 195].astype(int)
        skin = np.array(Features.of(face.look).skin) * 0.86
        assert np.abs(cheek - skin).max() < NEAR


def test_a_film_that_is_none_has_no_picture_of_a_face(tmp_path: Path):
    path = tmp_path / "film.mp4"
    path.write_bytes(b"no film")
    assert senses.portrait(path, cast("A woman", 5)[0]) is None


@pytest.mark.parametrize("blinks", [False, True])
def test_every_look_can_be_drawn(blinks):
    seen = {drawn(40, look, 0, blinks=blinks).tobytes() for look in range(0, 256, 5)}
    assert len(seen) > 30
