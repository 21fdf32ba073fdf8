"""The first frame of a film is the picture, and its last frame is the end frame."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from PIL import Image

from generations.sandbox.image2video import read
from generations.sandbox.render.film import make
from generations.sandbox.render.frames import planes_of
from generations.sandbox.render.sheet import yuv

from .pictures import (
    FRAMES,
    base64_of,
    difference,
    ends,
    jpeg,
    landscape,
    placed,
    png,
    shot,
)

LANCZOS = Image.Resampling.LANCZOS
FIRST, LAST = landscape(seed=1), landscape(seed=2)
PRO: dict[str, Any] = {
    "model_name": "MaaS_KL_V1.6",
    "mode": "pro",
    "image": base64_of(jpeg(FIRST)),
    "prompt": "From dusk to dawn",
}
ENDING = PRO | {"image_tail": base64_of(png(LAST))}


def alike(first: Any, second: Any) -> float:
    """Return the correlation of two planes, 1 for the same."""
    return float(np.corrcoef(first.ravel(), second.ravel())[0, 1])


def luma(shoot: Any, number: int) -> Any:
    return planes_of(shoot.picture(number))[0].astype(float)


def test_a_film_begins_with_its_picture_and_ends_with_its_end_frame(tmp_path):
    make(placed(read(ENDING), tmp_path), "1", tmp_path / "film.mp4", full=False)
    first, last, frames = ends(tmp_path / "film.mp4")
    assert frames == 10
    wanted = (FIRST.resize(first.size, LANCZOS), LAST.resize(first.size, LANCZOS))
    assert difference(first, wanted[0]) < 2.5
    assert difference(last, wanted[1]) < 2.5
    assert difference(first, last) > 20


def test_between_them_one_goes_over_into_the_other(tmp_path):
    shoot = shot(read, ENDING, tmp_path)
    first, last = luma(shoot, 0), luma(shoot, FRAMES - 1)
    middle = luma(shoot, FRAMES // 2)
    assert abs(alike(first, last)) < 0.05
    assert min(alike(middle, first), alike(middle, last)) > 0.15
    steps = [luma(shoot, number) for number in range(0, FRAMES, 10)]
    changes = [difference(a, b) for a, b in pairwise(steps)]
    assert max(changes) < difference(first, last) / 2


def test_an_end_frame_alone_comes_out_of_a_haze(tmp_path):
    body = PRO | {"image": "", "image_tail": base64_of(png(LAST))}
    shoot = shot(read, body, tmp_path)
    wanted = planes_of(yuv(LAST.resize(shoot.size, LANCZOS)))[0]
    first, last = luma(shoot, 0), luma(shoot, FRAMES - 1)
    assert np.abs(np.diff(first)).mean() < np.abs(np.diff(last)).mean() / 2
    assert alike(wanted, last) > 0.99


def test_without_any_move_the_picture_drifts_closer(tmp_path):
    shoot = shot(read, PRO, tmp_path)
    first, last = luma(shoot, 0), luma(shoot, FRAMES - 1)
    assert difference(first, last) > 2
    step = difference(luma(shoot, 60), luma(shoot, 61))
    assert 0 < step < difference(first, last) / 10


@pytest.mark.parametrize(
    ("sides", "mode", "size"),
    [
        ((960, 540), "std", (1280, 720)),
        ((540, 960), "pro", (1080, 1920)),
        ((300, 300), "std", (720, 720)),
        ((401, 307), "std", (940, 720)),
        ((1000, 400), "pro", (1920, 768)),
        ((400, 1000), "std", (720, 1800)),
        ((750, 300), "std", (1800, 720)),
        ((3000, 2000), "pro", (1620, 1080)),
    ],
)
def test_a_film_keeps_the_shape_of_its_picture(tmp_path, sides, mode, size):
    image = base64_of(jpeg(Image.new("RGB", sides, (90, 90, 90))))
    shoot = shot(read, PRO | {"mode": mode, "image": image}, tmp_path)
    assert shoot.size == size


def test_an_end_frame_of_another_shape_is_cut_to_the_first_ones(tmp_path):
    tail = base64_of(png(LAST.resize((600, 600))))
    shoot = shot(read, PRO | {"image_tail": tail}, tmp_path)
    assert shoot.size == (1920, 1080)
    assert luma(shoot, FRAMES - 1).shape == (1080, 1920)


@pytest.mark.parametrize("mode", ["L", "LA", "RGBA", "P", "1", "I;16"])
def test_a_picture_of_any_kind_can_be_filmed(tmp_path, mode):
    image = base64_of(png(Image.new(mode, (320, 300))))
    frame = shot(read, PRO | {"image": image, "mode": "std"}, tmp_path).picture(5)
    assert (frame.width, frame.height) == (768, 720)
