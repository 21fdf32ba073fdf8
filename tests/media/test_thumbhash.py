"""A ThumbHash keeps a picture's colour, shape and light in about 25 bytes."""

from __future__ import annotations

import time
from base64 import b64encode

import pytest

from generations.media.thumbhash import Pixel, encode


def flat(width: int, height: int, color: Pixel) -> bytes:
    return encode(width, height, [color] * (width * height))


def average(hashed: bytes) -> tuple[int, int, int]:
    """Return the mean colour, as the format's own decoder computes it."""
    head = int.from_bytes(hashed[:3], "little")
    light = (head & 63) / 63
    yellow_blue = (head >> 6 & 63) / 31.5 - 1
    red_green = (head >> 12 & 63) / 31.5 - 1
    blue = light - 2 / 3 * yellow_blue
    red = (3 * light - blue + red_green) / 2
    red, green, blue = (
        round(255 * min(1, max(0, part))) for part in (red, red - red_green, blue)
    )
    return red, green, blue


def aspect(hashed: bytes) -> float:
    """Return the approximate width over height, by the format's own rule."""
    landscape, terms = hashed[4] >> 7, hashed[3] & 7
    return 7 / terms if landscape else terms / 7


COLORS = [
    (0, 0, 0),
    (255, 255, 255),
    (255, 0, 0),
    (0, 255, 0),
    (0, 0, 255),
    (12, 200, 99),
    (128, 128, 128),
]


@pytest.mark.parametrize("color", COLORS)
def test_the_average_colour_survives(color: Pixel):
    got = average(flat(16, 9, color))
    assert max(abs(a - b) for a, b in zip(got, color, strict=True)) <= 9


@pytest.mark.parametrize(("width", "height"), [(32, 18), (18, 32), (32, 32), (30, 10)])
def test_the_shape_survives(width: int, height: int):
    assert aspect(flat(width, height, (9, 9, 9))) == pytest.approx(
        width / height, rel=0.2
    )


@pytest.mark.parametrize(
    ("width", "height", "expected"),
    [
        (32, 18, "HBgGDIpkVXRgdnZhd3TPUkT01Q=="),
        (18, 32, "HSgGFAZFBFUVZnFIFrfPWXNXsA=="),
        (24, 24, "3RcGFwh1Y3VQZodkiBh2eIeE5WUKVTsP"),
    ],
)
def test_hashes_are_those_of_other_implementations(
    width: int, height: int, expected: str
):
    pixels = [
        ((x * x * 3 + y * 7) % 256, (y * y * 5 + x) % 256, x * y * 11 % 256)
        for y in range(height)
        for x in range(width)
    ]
    assert b64encode(encode(width, height, pixels)).decode() == expected


def test_strong_contrast_keeps_its_scale():
    pixels: list[Pixel] = [
        (255, 255, 255) if 3 * x + y * y % 7 > 2 * y + 20 else (y, x, 0)
        for y in range(20)
        for x in range(30)
    ]
    assert b64encode(encode(30, 20, pixels)) == b"JAgmDYBgiIiKdoiHeId4iF9R+RyS"


def test_light_on_the_left_differs_from_light_on_the_right():
    row: list[Pixel] = [(8 * x, 8 * x, 8 * x) for x in range(32)]
    assert encode(32, 8, row * 8) != encode(32, 8, row[::-1] * 8)


@pytest.mark.parametrize(("width", "height"), [(1, 1), (1, 30), (30, 1), (100, 100)])
def test_any_small_picture_has_a_short_hash(width: int, height: int):
    assert 5 < len(flat(width, height, (1, 2, 3))) <= 28


def test_a_large_picture_is_refused():
    with pytest.raises(ValueError, match="more than a hash can use"):
        flat(101, 1, (0, 0, 0))


def test_a_blur_costs_little():
    began = time.process_time()
    flat(32, 32, (1, 2, 3))
    assert time.process_time() - began < 0.25
