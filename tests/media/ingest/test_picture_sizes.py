"""Pictures are made smaller where that fits them; a refusal shows the way out."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from generations.media.ingest.pictures import shrunk
from generations.media.ingest.rules import PICTURE_BYTES, check_shape, proposed_crop
from generations.media.ingest.uploads import take_picture
from generations.media.refused import Refused
from tests.media.ingest.drawings import (
    GREEN,
    close,
    corners,
    four_corners,
    gradient,
    saved,
    written,
)


def test_a_large_picture_is_kept_smaller_and_in_shape(tmp_path: Path):
    sent = written(tmp_path, saved(four_corners(4032, 3024), "JPEG"))
    kept = take_picture(sent, tmp_path / "kept")
    assert (kept.width, kept.height) == (2560, 1920)


def test_a_small_picture_is_not_blown_up(tmp_path: Path):
    sent = written(tmp_path, saved(gradient(300, 300), "PNG"))
    assert take_picture(sent, tmp_path / "kept").width == 300


def test_even_noise_is_kept_within_ten_megabytes(tmp_path: Path):
    dice = np.random.default_rng(1)
    noise = Image.fromarray(dice.integers(0, 256, (2560, 2560, 3), np.uint8))
    sent = written(tmp_path, saved(noise, "JPEG", quality=98, subsampling=0))
    kept = take_picture(sent, tmp_path / "kept")
    assert kept.width == 2560
    assert kept.size <= PICTURE_BYTES


@pytest.mark.parametrize("size", [(299, 400), (400, 299), (1, 1), (8000, 200)])
def test_a_picture_too_small_to_fit_says_the_least_side(
    tmp_path: Path, size: tuple[int, int]
):
    sent = written(tmp_path, saved(gradient(*size), "PNG"))
    with pytest.raises(Refused, match="at least 300") as refusal:
        take_picture(sent, tmp_path / "kept")
    assert refusal.value.code == "too_small"
    assert refusal.value.data["least_side"] == 300
    assert not (tmp_path / "kept").exists()


@pytest.mark.parametrize(
    ("size", "crop"),
    [
        ((1200, 400), {"x": 100, "y": 0, "width": 1000, "height": 400}),
        ((400, 1200), {"x": 0, "y": 100, "width": 400, "height": 1000}),
        ((751, 300), {"x": 0, "y": 0, "width": 750, "height": 300}),
    ],
)
def test_a_picture_too_long_is_taken_with_the_crop_that_is_proposed(
    tmp_path: Path, size: tuple[int, int], crop: dict[str, int]
):
    sent = written(tmp_path, saved(four_corners(*size), "PNG"))
    with pytest.raises(Refused, match=r"2\.5:1") as refusal:
        take_picture(sent, tmp_path / "kept")
    assert (refusal.value.code, refusal.value.data["crop"]) == ("bad_shape", crop)
    kept = take_picture(sent, tmp_path / "kept", crop)
    assert (kept.width, kept.height) == (crop["width"], crop["height"])


def test_a_crop_counts_from_the_top_left_of_the_upright_picture(tmp_path: Path):
    lying = four_corners(1000, 800).transpose(Image.Transpose.ROTATE_90)
    exif = Image.Exif()
    exif[0x0112] = 6
    sent = written(tmp_path, saved(lying, "JPEG", exif=exif))
    crop = {"x": 500, "y": 0, "width": 500, "height": 400}
    kept = take_picture(sent, tmp_path / "kept", crop)
    assert all(close(color, GREEN) for color in corners(kept.path))


@pytest.mark.parametrize(
    "crop", [(0, 0, 481, 320), (-1, 0, 400, 300), (0, 0, 0, 0), (400, 0, -300, 300)]
)
def test_a_crop_outside_the_picture_is_refused(
    tmp_path: Path, crop: tuple[int, int, int, int]
):
    sent = written(tmp_path, saved(gradient(), "PNG"))
    with pytest.raises(Refused) as refusal:
        take_picture(
            sent,
            tmp_path / "kept",
            dict(zip(("x", "y", "width", "height"), crop, strict=True)),
        )
    assert refusal.value.code == "crop_outside"


@given(st.integers(300, 20_000), st.integers(300, 20_000))
def test_every_picture_fits_whole_or_cropped_as_proposed(width: int, height: int):
    try:
        check_shape(width, height)
    except Refused as refusal:
        crop = refusal.data["crop"]
        assert crop == proposed_crop(width, height)
        assert 0 <= crop["x"] <= width - crop["width"]
        assert 0 <= crop["y"] <= height - crop["height"]
        width, height = crop["width"], crop["height"]
        check_shape(width, height)
    check_shape(*shrunk(width, height))
