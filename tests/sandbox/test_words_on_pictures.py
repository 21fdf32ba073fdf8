"""The words on a film leave its picture visible, and its last frame free."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from generations.sandbox.attached import Brush, Picture, Pictures
from generations.sandbox.order import Camera, Order
from generations.sandbox.render.lower_third import LowerThird
from generations.sandbox.render.scene import Scene
from generations.sandbox.render.shoot import Take
from generations.sandbox.render.still_life import StillLife

PICTURE = Picture("0" * 64, 640, 360)


def order(**fields: Any) -> Order:
    terms: dict[str, Any] = {
        "model": "v1.6",
        "mode": "std",
        "seconds": 5,
        "prompt": "A fox",
        "pictures": Pictures((PICTURE,)),
    }
    return Order(family="image2video", **(terms | fields))


def covered(slate: LowerThird) -> Any:
    """Return the rows that hold anything that stands still."""
    used = np.zeros(slate.mask.shape[0], bool)
    for overlay in slate.still():
        used[overlay.top : overlay.top + overlay.mask.shape[0]] = True
    return used


@pytest.mark.parametrize("size", [(1280, 720), (1080, 1920), (768, 1920), (1920, 768)])
@pytest.mark.parametrize(
    "prompt", ["", "A fox", "word " * 499, "W" * 2500, "狗在草地上奔跑" * 60, "🐕\n\t"]
)
def test_words_keep_to_the_foot_of_the_picture(size, prompt):
    slate = LowerThird(order(prompt=prompt), "1", *size)
    rows = np.flatnonzero(covered(slate))
    assert rows.min() > size[1] - 0.34 * min(size)
    # The bar at the very foot goes from side to side; letters do not.
    letters = slate.mask[: -max(4, size[1] // 150)]
    assert not letters[:, :20].any()
    assert not letters[:, -20:].any()


def test_terms_are_told_as_far_as_there_is_room():
    brushes = (Brush(PICTURE, ((0, 0), (1, 1))),) * 2
    asked = order(
        camera=Camera("horizontal", -4),
        pictures=Pictures((PICTURE,), PICTURE, PICTURE, brushes),
    )
    wide, narrow = (
        LowerThird(asked, "1", *size) for size in ((1920, 768), (768, 1920))
    )
    assert wide.mask.any()
    assert narrow.mask.any()
    terms = [term for term in wide._all_terms() if term]
    assert terms[2:6] == ["Camera: track -4", "End frame", "2 paths", "Still area"]


@pytest.mark.parametrize(
    ("shoot", "first"), [(Scene, 1.0), (StillLife, 0.0)], ids=["scene", "still life"]
)
@pytest.mark.parametrize(("rate", "frames"), [(24, 121), (2, 10)])
def test_the_last_frame_has_no_words(shoot, first, rate, frames, tmp_path):
    film = shoot.__new__(shoot)
    film.take = Take(order(), "1", rate, frames, tmp_path)
    shown = [film.shown(number) for number in range(frames)]
    assert (shown[0], shown[-1]) == (first, 0.0)
    assert shown[1 : frames - 1].count(1.0) >= frames - 2 - 2 * rate * 0.5
    assert min(shown) == 0.0
