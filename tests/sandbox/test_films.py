"""The films are real: of the size, length and sound that was asked for."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from generations.sandbox.order import Camera, Order
from generations.sandbox.render import bokeh, ridges, sea, silk
from generations.sandbox.render.camera import View, pose
from generations.sandbox.render.film import make
from generations.sandbox.render.lettering import (
    DISPLAY,
    Face,
    balanced,
    pieces,
    wrapped,
)
from generations.sandbox.render.palette import look_for
from generations.sandbox.render.slate import Slate

SCENES = [sea, ridges, silk, bokeh]


def order(**fields: Any) -> Order:
    terms: dict[str, Any] = {
        "model": "v1.6",
        "mode": "std",
        "seconds": 5,
        "prompt": "A fox",
    }
    return Order(family="text2video", **(terms | fields))


def seconds(film: Any) -> Any:
    return film.duration / av.time_base


@pytest.mark.parametrize(
    ("terms", "size", "length"),
    [
        ({"aspect": "16:9"}, (1280, 720), 5),
        ({"aspect": "9:16", "seconds": 10}, (720, 1280), 10),
        ({"aspect": "1:1", "mode": "pro"}, (1080, 1080), 5),
        ({"model": "v2.1-master", "mode": None}, (1920, 1080), 5),
    ],
)
def test_a_film_has_the_size_and_length_asked_for(tmp_path: Path, terms, size, length):
    made = make(order(**terms), "1", tmp_path / "film.mp4", full=False)
    with av.open(tmp_path / "film.mp4") as film:
        (stream,) = film.streams.video
        assert len(film.streams) == 1
        assert (stream.width, stream.height) == size
        assert stream.codec_context.name == "h264"
        assert seconds(film) == pytest.approx(length, abs=0.5)
        assert seconds(film) == pytest.approx(float(made.seconds), abs=0.05)


@pytest.mark.slow
def test_a_film_in_full_has_24_frames_a_second_and_its_sound(tmp_path: Path):
    asked = order(model="v2.6", aspect="1:1", sound=True)
    path = tmp_path / "film.mp4"
    made = make(asked, "1", path, full=True)
    assert made.seconds == "5.041"
    with av.open(path) as film:
        (video,), (audio,) = film.streams.video, film.streams.audio
        assert video.average_rate == 24
        assert video.frames == 121
        assert audio.codec_context.name == "aac"
        assert seconds(film) == pytest.approx(5.041, abs=0.05)
    content = path.read_bytes()
    assert content.index(b"moov") < content.index(b"mdat")
    assert made.sha256 == hashlib.sha256(content).hexdigest()
    assert made.size == len(content)


def test_takes_of_one_prompt_differ(tmp_path: Path):
    sums = {
        make(order(), take, tmp_path / "film.mp4", full=False).sha256
        for take in ("1", "2")
    }
    assert len(sums) == 2


def test_a_film_carries_its_take(tmp_path: Path):
    make(order(), "1882", tmp_path / "film.mp4", full=False)
    with av.open(tmp_path / "film.mp4") as film:
        assert film.metadata["comment"] == "sandbox 1882"


@pytest.mark.parametrize(
    "prompt",
    [
        "x",
        "word " * 499,
        "W" * 2500,
        "狗在草地上奔跑" * 60,
        "🐕 كلب\n\tжизнь",
        "\u200b",
    ],
)
def test_any_prompt_fits_its_part_of_the_frame(prompt):
    slate = Slate(order(prompt=prompt), "1", 1280, 720)
    rows = np.flatnonzero(slate.mask[:, :700].any(1))
    assert rows[rows > 100].min() > 720 * 0.28
    assert not slate.mask[:, :20].any()
    assert not slate.mask[:, -20:].any()


def test_the_prompt_is_on_the_slate():
    masks = [Slate(order(prompt=p), "1", 1280, 720).mask for p in ("A fox", "An owl")]
    assert (masks[0] != masks[1]).any()


def test_the_timecode_and_the_playhead_run():
    slate = Slate(order(), "1", 1280, 720)
    (code, head), (later, ahead) = (slate.moving(n, 24, 121) for n in (0, 120))
    assert (code.mask != later.mask).any()
    assert head.left < 100
    assert ahead.left > 1150


def test_lines_keep_their_words_and_their_width():
    face = Face(*DISPLAY, 40)
    text = "Low sun over open water, slow push in, no wind."
    for lines in (wrapped(pieces(text), face, 400), balanced(pieces(text), face, 400)):
        assert " ".join(lines) == text
        assert max(map(face.width, lines)) <= 400


def test_words_of_the_prompt_choose_the_scene():
    assert look_for("A boat on the ocean at sunset", "1").scene == "sea"
    assert look_for("Snowy mountains", "1").scene == "ridges"
    assert look_for("Neon city lights", "1").scene == "bokeh"


def shift(scene, camera: Camera) -> tuple[float, float]:
    """Return how far the picture moves to the right and down, in parts of its side."""
    look = look_for("A fox", "1")
    side = 128
    first, last = (
        np.asarray(scene.paint(View(side, side, pose(camera, p)), look, 0.0)).mean(2)
        for p in (0.0, 0.45)
    )
    window = np.outer(np.hanning(side), np.hanning(side))
    a, b = (np.fft.fft2((x - x.mean()) * window) for x in (first, last))
    found = np.fft.ifft2(np.conj(a) * b / (np.abs(a * b) + 1e-3)).real
    down, right = np.unravel_index(found.argmax(), found.shape)
    return wrap(int(right), side), wrap(int(down), side)


def wrap(place: int, side: int) -> float:
    return (place - side if place > side / 2 else place) / side


@pytest.mark.parametrize("scene", [ridges, silk], ids=["ridges", "silk"])
@pytest.mark.parametrize("axis", ["horizontal", "pan"])
def test_a_camera_that_goes_left_moves_the_picture_right(scene, axis):
    assert shift(scene, Camera(axis, -4))[0] > 0.01
    assert shift(scene, Camera(axis, 4))[0] < -0.01


@pytest.mark.parametrize("axis", ["vertical", "tilt"])
def test_a_camera_that_goes_down_moves_the_picture_up(axis):
    assert shift(silk, Camera(axis, -4))[1] < -0.01
    assert shift(silk, Camera(axis, 4))[1] > 0.01


def test_a_longer_lens_and_a_turn_to_the_left():
    x, _ = View(9, 9, pose(Camera("zoom", -10), 1)).plane()
    assert x.max() < 0.6
    x, y = View(9, 9, pose(Camera("roll", -10), 1)).plane()
    # Anticlockwise camera: what is seen at the right lies above.
    assert y[4, 8] > 0.3 > 0 > y[4, 0]


@pytest.mark.parametrize("scene", SCENES)
@pytest.mark.parametrize("camera", [None, Camera("roll", 10), Camera("down_back")])
def test_every_scene_stands_every_move(scene, camera):
    view = View(96, 54, pose(camera, 1.0))
    picture = scene.paint(view, look_for("A fox", "1"), 5.0)
    assert np.asarray(picture).shape == (54, 96, 3)
    assert np.isfinite(picture).all()
