"""A mask is black and white, exactly of its picture's size, and not empty."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from generations.media.ingest.masks import fit_mask
from generations.media.ingest.uploads import take_mask
from generations.media.refused import Refused
from tests.media.ingest.drawings import gradient, pixel, png_of_zeros, saved, written

SIZE: dict[str, Any] = {"width": 64, "height": 48}
SPOT = (16, 16, 32, 32)


def painted(mode: str, ground: object, paint: object) -> Image.Image:
    """Return a mask with one spot."""
    mask = Image.new(mode, (64, 48), ground)  # type: ignore[arg-type]
    mask.paste(paint, SPOT)  # type: ignore[arg-type]
    return mask


MASKS = {
    "grey": painted("L", 0, 255),
    "one bit": painted("1", 0, 1),
    "colour": painted("RGB", (0, 0, 0), (255, 255, 255)),
    "clear ground": painted("RGBA", (0, 0, 0, 0), (255, 255, 255, 255)),
    "faint paint": painted("RGBA", (0, 0, 0, 255), (255, 255, 255, 1)),
    "opaque ground": painted("LA", (0, 255), (255, 0)),
    "palette": painted("RGB", (0, 0, 0), (255, 255, 255)).quantize(2),
    "deep": Image.fromarray(np.array(painted("L", 0, 255)).astype(np.uint16) * 257),
}


@pytest.mark.parametrize("mask", MASKS.values(), ids=MASKS.keys())
def test_white_is_painted_however_it_is_held(tmp_path: Path, mask: Image.Image):
    sent = written(tmp_path, saved(mask, "PNG"))
    kept = take_mask(sent, tmp_path / "kept", **SIZE)
    assert (kept.type, kept.width, kept.height) == ("image/png", 64, 48)
    with Image.open(kept.path) as made:
        assert (made.mode, made.format) == ("L", "PNG")
        assert made.getcolors() == [(64 * 48 - 256, 0), (256, 255)]
        assert pixel(made, 20, 20) == (255,)
        assert not made.info


@pytest.mark.parametrize("kind", ["JPEG", "WEBP"])
def test_other_kinds_are_masks_too(tmp_path: Path, kind: str):
    sent = written(tmp_path, saved(MASKS["colour"], kind))
    assert take_mask(sent, tmp_path / "kept", **SIZE).type == "image/png"


def test_a_mask_may_come_before_its_picture_is_known(tmp_path: Path):
    sent = written(tmp_path, saved(MASKS["grey"], "PNG"))
    kept = take_mask(sent, tmp_path / "kept")
    assert (kept.width, kept.height) == (64, 48)


@pytest.mark.parametrize("size", [(64, 47), (48, 64), (128, 96), (1, 1)])
def test_a_mask_of_another_size_is_refused_with_both_sizes(
    tmp_path: Path, size: tuple[int, int]
):
    sent = written(tmp_path, saved(Image.new("L", size, 255), "PNG"))
    with pytest.raises(Refused, match="64 x 48") as refusal:
        take_mask(sent, tmp_path / "kept", **SIZE)
    assert refusal.value.code == "mask_size"
    assert refusal.value.data == {
        "width": size[0],
        "height": size[1],
        "needed": SIZE,
    }


@pytest.mark.parametrize(
    "mask",
    [
        Image.new("L", (64, 48), 127),
        Image.new("RGBA", (64, 48), (0, 0, 0, 0)),
        Image.new("RGBA", (64, 48), (0, 0, 0, 255)),
    ],
    ids=["almost grey", "clear", "black"],
)
def test_a_mask_with_nothing_painted_is_refused(tmp_path: Path, mask: Image.Image):
    sent = written(tmp_path, saved(mask, "PNG"))
    with pytest.raises(Refused, match="Nothing is painted") as refusal:
        take_mask(sent, tmp_path / "kept", **SIZE)
    assert refusal.value.code == "mask_empty"
    assert not (tmp_path / "kept").exists()


def test_a_mask_painted_all_over_is_a_mask(tmp_path: Path):
    sent = written(tmp_path, saved(Image.new("1", (64, 48), 1), "PNG"))
    with Image.open(take_mask(sent, tmp_path / "kept", **SIZE).path) as made:
        assert made.getextrema() == (255, 255)


def test_a_bomb_and_a_half_mask_are_refused(tmp_path: Path):
    for data, code in (
        (png_of_zeros(13_000, 13_000, 10), "too_many_pixels"),
        (saved(gradient(64, 48), "PNG")[:-300], "unreadable"),
    ):
        with pytest.raises(Refused) as refusal:
            take_mask(written(tmp_path, data), tmp_path / "kept", **SIZE)
        assert refusal.value.code == code


@settings(
    max_examples=50,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.binary(min_size=12, max_size=12).filter(lambda levels: max(levels) >= 128))
def test_every_level_falls_to_the_nearer_of_black_and_white(
    tmp_path: Path, levels: bytes
):
    sent = written(tmp_path, saved(Image.frombytes("L", (4, 3), levels), "PNG"))
    fit_mask(str(sent), str(tmp_path / "kept"), 4, 3)
    with Image.open(tmp_path / "kept") as made:
        assert list(made.tobytes()) == [255 if v >= 128 else 0 for v in levels]
