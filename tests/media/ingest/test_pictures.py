"""Whatever picture people have becomes one that the gateway takes."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms

from generations.media.ingest.uploads import Kept, take_picture
from tests.media.ingest.drawings import (
    BLUE,
    CAMERA_TURNS,
    GREEN,
    RED,
    YELLOW,
    close,
    corners,
    four_corners,
    gradient,
    pixel,
    saved,
    written,
)


def taken(tmp_path: Path, data: bytes, **options: object) -> Kept:
    """Send a file and return what is kept of it."""
    return take_picture(written(tmp_path, data), tmp_path / "kept", **options)  # type: ignore[arg-type]


def only_pixels(kept: Kept) -> bool:
    """Return whether the kept file has no notes of any kind."""
    with Image.open(kept.path) as picture:
        notes = set(picture.info) - {
            "jfif",
            "jfif_version",
            "jfif_unit",
            "jfif_density",
        }
        return not notes and not picture.getexif()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_common_kinds_are_kept_as_jpeg(tmp_path: Path, kind: str):
    kept = taken(tmp_path, saved(gradient(), kind))
    assert (kept.type, kept.width, kept.height) == ("image/jpeg", 480, 320)
    data = kept.path.read_bytes()
    assert kept.size == len(data)
    assert kept.sha256 == hashlib.sha256(data).hexdigest()
    with Image.open(kept.path) as picture:
        assert (picture.format, picture.mode, picture.size) == (
            "JPEG",
            "RGB",
            (480, 320),
        )
        assert close(pixel(picture, 400, 80), pixel(gradient(), 400, 80))


def test_a_drawing_of_few_colours_keeps_its_edges(tmp_path: Path):
    kept = taken(tmp_path, saved(four_corners(), "PNG"))
    assert kept.type == "image/png"
    with Image.open(kept.path) as picture:
        assert picture.mode == "RGB"
        assert picture.tobytes() == four_corners().tobytes()


@pytest.mark.parametrize("orientation", CAMERA_TURNS)
def test_a_picture_stands_upright(tmp_path: Path, orientation: int):
    turn = CAMERA_TURNS[orientation]
    seen = four_corners() if turn is None else four_corners().transpose(turn)
    exif = Image.Exif()
    exif[0x0112] = orientation
    kept = taken(tmp_path, saved(seen, "JPEG", exif=exif, quality=95))
    assert (kept.width, kept.height) == (480, 320)
    for found, wanted in zip(
        corners(kept.path), (RED, GREEN, BLUE, YELLOW), strict=True
    ):
        assert close(found, wanted)
    assert only_pixels(kept)


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "AVIF"])
def test_other_kinds_stand_upright_too(tmp_path: Path, kind: str):
    exif = Image.Exif()
    exif[0x0112] = 6
    lying = four_corners().transpose(Image.Transpose.ROTATE_90)
    kept = taken(tmp_path, saved(lying, kind, exif=exif))
    assert (kept.width, kept.height) == (480, 320)
    assert close(corners(kept.path)[0], RED, by=12)


@pytest.mark.parametrize("note", [b"Exif\0\0II*\0\xff\xff\xff\xff", b"Exif\0\0junk"])
def test_a_broken_note_of_the_orientation_is_ignored(tmp_path: Path, note: bytes):
    assert taken(tmp_path, saved(gradient(), "JPEG", exif=note)).width == 480


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_places_profiles_and_comments_are_left_behind(tmp_path: Path, kind: str):
    exif = Image.Exif()
    exif[0x010E] = "MARKER-DESCRIPTION"
    exif.get_ifd(0x8825)[29] = "MARKER-PLACE"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    options = {"comment": b"MARKER-COMMENT"} if kind == "JPEG" else {}
    sent = saved(gradient(), kind, exif=exif, icc_profile=profile, **options)
    assert b"MARKER-PLACE" in sent
    kept = taken(tmp_path, sent)
    assert b"MARKER" not in kept.path.read_bytes()
    assert only_pixels(kept)


def test_a_comment_alone_is_left_behind(tmp_path: Path):
    kept = taken(tmp_path, saved(gradient(), "JPEG", comment=b"MARKER"))
    assert b"MARKER" not in kept.path.read_bytes()


def swapped_profile() -> bytes:
    """Return a profile in which red and blue have changed places."""
    data = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for old, new in ((b"rXYZ", b"----"), (b"bXYZ", b"rXYZ"), (b"----", b"bXYZ")):
        data = data.replace(old, new)
    return data


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_colours_are_shown_as_their_profile_means_them(tmp_path: Path, kind: str):
    options = {"quality": 95} if kind != "PNG" else {}
    sent = saved(four_corners(), kind, icc_profile=swapped_profile(), **options)
    kept = taken(tmp_path, sent)
    assert close(corners(kept.path)[0], RED[::-1], by=16)
    assert close(corners(kept.path)[2], BLUE[::-1], by=16)


@pytest.mark.parametrize("profile", [b"junk", b"", swapped_profile()[:200]])
@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
def test_a_profile_that_fits_nothing_is_ignored(
    tmp_path: Path, mode: str, profile: bytes
):
    grey = Image.new("RGB", (480, 320), (90, 90, 90)).convert(mode)
    kept = taken(tmp_path, saved(grey, "JPEG", icc_profile=profile))
    assert close(corners(kept.path)[0], (90, 90, 90), by=3)


@pytest.mark.parametrize(
    ("mode", "color", "wanted"),
    [
        ("1", 1, (255, 255, 255)),
        ("L", 90, (90, 90, 90)),
        ("P", None, RED),
        ("LA", (90, 255), (90, 90, 90)),
        ("I;16", 90 * 257, (90, 90, 90)),
        ("RGBA", (*GREEN, 255), GREEN),
    ],
)
def test_every_way_to_hold_colours_is_read(
    tmp_path: Path, mode: str, color: object, wanted: tuple[int, ...]
):
    picture = (
        four_corners().quantize(4)
        if mode == "P"
        else Image.new(mode, (480, 320), color)  # type: ignore[arg-type]
    )
    kept = taken(tmp_path, saved(picture, "PNG"))
    assert close(corners(kept.path)[0], wanted)


def test_printers_colours_are_read(tmp_path: Path):
    kept = taken(tmp_path, saved(four_corners().convert("CMYK"), "JPEG", quality=95))
    assert close(corners(kept.path)[2], BLUE, by=30)


def test_sixteen_bits_of_grey_keep_their_steps(tmp_path: Path):
    levels = np.broadcast_to(np.linspace(0, 65_535, 480), (320, 480))
    deep = Image.fromarray(levels.astype(np.uint16))
    kept = taken(tmp_path, saved(deep, "PNG"))
    with Image.open(kept.path) as picture:
        assert close(pixel(picture, 240, 160), (128, 128, 128), by=2)


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "AVIF"])
def test_what_is_transparent_lies_on_white_paper(tmp_path: Path, kind: str):
    picture = four_corners().convert("RGBA")
    picture.paste((0, 0, 0, 0), (0, 0, 240, 160))
    kept = taken(tmp_path, saved(picture, kind, lossless=True))
    assert close(corners(kept.path)[0], (255, 255, 255))
    assert close(corners(kept.path)[1], GREEN, by=12)


def test_a_transparent_palette_lies_on_white_paper_too(tmp_path: Path):
    picture = four_corners().quantize(4)
    clear = picture.getpixel((0, 0))
    kept = taken(tmp_path, saved(picture, "PNG", transparency=clear))
    assert close(corners(kept.path)[0], (255, 255, 255))


def test_only_the_first_of_many_frames_is_kept(tmp_path: Path):
    frames = [gradient(), four_corners()]
    sent = saved(frames[0], "WEBP", save_all=True, append_images=frames[1:])
    kept = taken(tmp_path, sent)
    with Image.open(kept.path) as picture:
        assert close(pixel(picture, 400, 80), pixel(gradient(), 400, 80), by=12)


def test_a_second_picture_that_a_camera_appends_is_left_behind(tmp_path: Path):
    pair = saved(gradient(), "MPO", save_all=True, append_images=[four_corners()])
    kept = taken(tmp_path, pair + b"\0\0\x01\x0aSEFT")
    assert kept.type == "image/jpeg"
    assert kept.path.read_bytes().count(b"\xff\xd8\xff") == 1
