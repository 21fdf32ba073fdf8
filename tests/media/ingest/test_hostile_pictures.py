"""A file that only looks like a picture, or hides something in one, is refused."""

from __future__ import annotations

import struct
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from generations.media.confinement import ROOT
from generations.media.ingest.pictures import fit_picture
from generations.media.ingest.uploads import take_picture
from generations.media.refused import Refused
from generations.media.unreadable import Unreadable
from tests.media.ingest.drawings import (
    four_corners,
    gradient,
    png_of_zeros,
    saved,
    written,
)

PAGE = b"<html><script>alert(1)</script></html>"


def refused_code(tmp_path: Path, data: bytes) -> str:
    """Send a file that must be refused, and return the code."""
    with pytest.raises(Refused) as refusal:
        take_picture(written(tmp_path, data), tmp_path / "kept")
    assert not (tmp_path / "kept").exists()
    assert refusal.value.detail.endswith(".")
    return refusal.value.code


NOT_PICTURES = {
    "gif": saved(four_corners(), "GIF"),
    "bmp": saved(four_corners(), "BMP"),
    "tiff": saved(four_corners(), "TIFF"),
    "svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "svg with a mark": b"\xef\xbb\xbf<?xml version='1.0'?><svg/>",
    "page": PAGE,
    "pdf": b"%PDF-1.7\n",
    "zip": b"PK\x03\x04" + bytes(50),
    "text": b"hello",
    "mp4": b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isommp42" + bytes(50),
}


@pytest.mark.parametrize("data", NOT_PICTURES.values(), ids=NOT_PICTURES.keys())
def test_other_files_named_as_pictures_are_refused(tmp_path: Path, data: bytes):
    assert refused_code(tmp_path, data) == "unsupported_type"


def test_a_refusal_says_what_the_file_really_is(tmp_path: Path):
    with pytest.raises(Refused, match=r"GIF.*JPEG"):
        take_picture(written(tmp_path, NOT_PICTURES["gif"]), tmp_path / "kept")
    with pytest.raises(Refused, match="SVG"):
        take_picture(written(tmp_path, NOT_PICTURES["svg"]), tmp_path / "kept")


def test_an_empty_file_is_refused(tmp_path: Path):
    assert refused_code(tmp_path, b"") == "unreadable"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
@pytest.mark.parametrize("part", [0.02, 0.5, 0.95])
def test_a_picture_cut_short_is_refused(tmp_path: Path, kind: str, part: float):
    whole = saved(gradient(), kind)
    assert refused_code(tmp_path, whole[: int(len(whole) * part)]) == "unreadable"


def test_a_progressive_jpeg_cut_short_is_refused(tmp_path: Path):
    whole = saved(gradient(), "JPEG", progressive=True)
    assert refused_code(tmp_path, whole[: len(whole) // 2]) == "unreadable"


DOUBLES = {
    "jpeg and page": saved(gradient(), "JPEG") + PAGE,
    "half jpeg and page": saved(gradient(), "JPEG")[:3000] + PAGE,
    "page in the comment": saved(gradient(), "JPEG", comment=PAGE),
    "png and page": saved(gradient(), "PNG") + PAGE,
    "jpeg and php": saved(gradient(), "JPEG") + b"<?php system($_GET[0]);",
    "jpeg and svg": saved(gradient(), "JPEG") + b"<SVG onload=alert(1)>",
    "jpeg and zip": saved(gradient(), "JPEG") + b"PK\x05\x06" + bytes(18),
    "png and rar": saved(gradient(), "PNG") + b"Rar!\x1a\x07\x01\x00",
    "jpeg and pdf": saved(gradient(), "JPEG", comment=b"%PDF-1.4"),
    "webp and page": saved(gradient(), "WEBP") + PAGE,
}


@pytest.mark.parametrize("data", DOUBLES.values(), ids=DOUBLES.keys())
def test_a_picture_that_is_something_else_too_is_refused(tmp_path: Path, data: bytes):
    assert refused_code(tmp_path, data) == "not_only_a_picture"


def webp_that_claims(width: int, height: int, form: bytes) -> bytes:
    """Return a WebP of one of the three forms, whose header has this size."""
    options: dict[bytes, dict[str, object]] = {
        b"VP8 ": {},
        b"VP8L": {"lossless": True},
        b"VP8X": {"icc_profile": b"x"},
    }
    made = bytearray(saved(gradient(), "WEBP", **options[form]))
    assert made[12:16] == form
    if form == b"VP8X":
        made[24:30] = b"".join(
            (side - 1).to_bytes(3, "little") for side in (width, height)
        )
    elif form == b"VP8 ":
        made[26:30] = struct.pack("<HH", width, height)
    else:
        made[21:25] = struct.pack("<I", width - 1 | height - 1 << 14)
    return bytes(made)


BOMBS = {
    "13000 x 13000 png": png_of_zeros(13_000, 13_000, 500),
    "60000 x 60000 png": png_of_zeros(60_000, 60_000, 1),
    "a line of pixels": png_of_zeros(2**31 - 1, 1, 0),
    "webp": webp_that_claims(16_000, 16_000, b"VP8 "),
    "lossless webp": webp_that_claims(16_000, 16_000, b"VP8L"),
    "webp with notes": webp_that_claims(16_000, 16_000, b"VP8X"),
    "65000 x 65000 jpeg": saved(gradient(), "JPEG").replace(
        struct.pack(">HH", 320, 480), struct.pack(">HH", 65_000, 65_000), 1
    ),
}


@pytest.mark.parametrize("data", BOMBS.values(), ids=BOMBS.keys())
def test_a_picture_of_too_many_pixels_is_refused_at_once(tmp_path: Path, data: bytes):
    began = time.monotonic()
    assert refused_code(tmp_path, data) == "too_many_pixels"
    assert time.monotonic() - began < 5


MEASURED = r"""
import re, sys
from generations.media.ingest.pictures import fit_picture
from generations.media.refused import Refused
try:
    fit_picture(sys.argv[1], sys.argv[2], None)
except Refused as refusal:
    peak = re.search(r"VmHWM:\s+(\d+)", open("/proc/self/status").read())
    print(refusal.code, peak[1])
"""


@pytest.mark.skipif(sys.platform != "linux", reason="reads Linux's own account of it")
def test_a_pixel_bomb_costs_little_memory(tmp_path: Path):
    bomb = written(tmp_path, BOMBS["13000 x 13000 png"])
    said = subprocess.run(
        [sys.executable, "-c", MEASURED, str(bomb), str(tmp_path / "kept")],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=20,
        check=True,
    )
    code, kilobytes = said.stdout.split()
    assert code == "too_many_pixels"
    assert int(kilobytes) < 100_000


def test_a_file_too_heavy_is_not_even_read(tmp_path: Path):
    sent = tmp_path / "upload"
    with sent.open("wb") as file:
        file.truncate(2_000_000_000)
    with pytest.raises(Refused, match="50 MB") as refusal:
        take_picture(sent, tmp_path / "kept")
    assert refusal.value.code == "too_heavy"


def test_a_name_means_nothing(tmp_path: Path):
    sent = written(tmp_path, saved(gradient(), "PNG"), "a%s http:x .php.svg")
    assert take_picture(sent, tmp_path / "kept").type == "image/jpeg"


WHOLE = {
    kind: saved(gradient(320, 300), kind, exif=exif.tobytes())
    for exif in [Image.Exif()]
    for kind in ("JPEG", "PNG", "WEBP", "AVIF")
}


@settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    kind=st.sampled_from(sorted(WHOLE)),
    holes=st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=8)), max_size=4),
    keep=st.floats(0.2, 1),
)
def test_a_damaged_picture_is_taken_or_refused_but_never_a_bug(
    tmp_path: Path, kind: str, holes: list[tuple[float, bytes]], keep: float
):
    data = bytearray(WHOLE[kind])
    for place, junk in holes:
        at = int(place * min(len(data), 600))
        data[at : at + len(junk)] = junk
    sent = written(tmp_path, bytes(data[: int(len(data) * keep)]))
    try:
        fit_picture(str(sent), str(tmp_path / "kept"), None)
    except (Refused, Unreadable):
        return
    with Image.open(tmp_path / "kept", formats=("JPEG", "PNG")) as picture:
        picture.load()
