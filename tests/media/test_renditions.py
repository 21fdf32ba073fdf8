"""Posters, previews and blurs show the video's own picture, small enough for phones."""

from __future__ import annotations

import struct
import zlib
from base64 import b64decode
from decimal import Decimal
from pathlib import Path

import pytest
from PIL import Image

from generations.media.container import inspect
from generations.media.renditions import (
    WIDTHS,
    Renditions,
    poster,
    preview,
    renditions,
    thumbhash,
)
from generations.media.unreadable import Unreadable
from tests.media.clips import make_clip
from tests.media.test_thumbhash import aspect, average

ORANGE = (220, 120, 40)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Renditions:
    """Everything of a 720p clip of 4 s."""
    folder = tmp_path_factory.mktemp("renditions")
    clip = make_clip(folder / "clip.mp4", seconds=4, fps=12, size=(1280, 720))
    return renditions(clip, folder)


def close(one: tuple[int, ...], other: tuple[int, ...], by: int) -> bool:
    return max(abs(a - b) for a, b in zip(one, other, strict=True)) <= by


def test_posters_come_in_three_widths_and_the_same_aspect(made: Renditions):
    for width in WIDTHS:
        with Image.open(made.posters[width]) as picture:
            assert picture.format == "WEBP"
            assert picture.size == (width, width * 9 // 16)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_poster_is_light_enough_for_a_phone(made: Renditions, width: int):
    assert made.posters[width].stat().st_size < 40_000 * width / 640


def test_the_preview_is_three_silent_seconds(made: Renditions):
    facts = inspect(made.preview)
    assert facts.duration == Decimal("3.000")
    assert not facts.has_audio
    assert facts.video_codec == "h264"
    assert (facts.width, facts.height) == (854, 480)


def test_the_preview_starts_to_play_before_it_is_loaded(made: Renditions):
    data = made.preview.read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")


def test_the_blur_has_the_shape_of_the_video(made: Renditions):
    assert aspect(b64decode(made.thumbhash)) == pytest.approx(16 / 9, rel=0.2)


def test_colours_are_those_of_the_video(tmp_path: Path):
    clip = make_clip(tmp_path / "a.mp4", seconds=1, color=ORANGE)
    drawn = renditions(clip, tmp_path)
    assert close(average(b64decode(drawn.thumbhash)), ORANGE, by=14)
    with Image.open(drawn.posters[320]) as picture:
        middle = picture.convert("RGB").getpixel((160, 90))
    assert isinstance(middle, tuple)
    assert close(middle, ORANGE, by=10)


def test_a_tall_video_stays_tall_and_small_ones_are_not_blown_up(tmp_path: Path):
    clip = make_clip(tmp_path / "a.mp4", seconds=1, size=(360, 640), sound=False)
    drawn = renditions(clip, tmp_path)
    sizes = []
    for file in drawn.posters.values():
        with Image.open(file) as picture:
            sizes.append(picture.size)
    assert sizes == [(320, 569), (360, 640), (360, 640)]
    facts = inspect(drawn.preview)
    assert (facts.width, facts.height) == (360, 640)


def test_a_short_video_is_previewed_whole(tmp_path: Path):
    clip = make_clip(tmp_path / "a.mp4", seconds=1)
    preview(clip, tmp_path / "preview.mp4")
    assert inspect(tmp_path / "preview.mp4").duration == Decimal("1.000")


def test_a_fast_video_is_previewed_at_a_films_rate(tmp_path: Path):
    clip = make_clip(tmp_path / "a.mp4", seconds=4, fps=60, sound=False)
    preview(clip, tmp_path / "preview.mp4")
    facts = inspect(tmp_path / "preview.mp4")
    assert 20 <= facts.fps <= 30
    assert abs(facts.duration - 3) < Decimal("0.1")


def test_a_busy_picture_is_squeezed_under_the_limit(tmp_path: Path):
    clip = make_clip(tmp_path / "a.mp4", seconds=0.5, size=(640, 640), noise=True)
    poster(clip, tmp_path / "poster.webp", 640)
    assert (tmp_path / "poster.webp").stat().st_size < 40_000


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_still_picture_has_a_blur(tmp_path: Path, kind: str):
    file = tmp_path / "picture"
    Image.new("RGB", (400, 200), ORANGE).save(file, kind)
    hashed = b64decode(thumbhash(file))
    assert close(average(hashed), ORANGE, by=10)
    assert aspect(hashed) == pytest.approx(2, rel=0.2)


def png_that_claims(width: int, height: int) -> bytes:
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    check = struct.pack(">I", zlib.crc32(header))
    data = struct.pack(">I", 100) + b"IDAT" + bytes(104)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + header + check + data


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"GIF89a" + bytes(50),
        b"\xff\xd8\xff\xe0" + bytes(50),
        png_that_claims(60_000, 60_000),
    ],
    ids=["empty", "svg", "gif", "broken", "bomb"],
)
def test_what_is_no_picture_has_no_blur(tmp_path: Path, content: bytes):
    file = tmp_path / "picture.png"
    file.write_bytes(content)
    with pytest.raises(Unreadable):
        thumbhash(file)


def test_a_picture_too_large_to_decode_has_no_blur(tmp_path: Path):
    file = tmp_path / "picture.png"
    file.write_bytes(png_that_claims(5000, 5000))
    with pytest.raises(Unreadable, match="too large"):
        thumbhash(file)


def test_what_is_no_video_has_no_renditions(tmp_path: Path):
    file = tmp_path / "clip.mp4"
    file.write_bytes(b"\x00\x00\x00\x08ftyp" + bytes(500))
    with pytest.raises(Unreadable):
        renditions(file, tmp_path)


def test_a_folder_that_cannot_be_written_is_not_blamed_on_the_video(tmp_path: Path):
    clip = make_clip(tmp_path / "a.mp4", seconds=0.5)
    with pytest.raises(FileNotFoundError):
        preview(clip, tmp_path / "nowhere" / "preview.mp4")
    with pytest.raises(FileNotFoundError):
        poster(clip, tmp_path / "nowhere" / "poster.webp", 320)
