"""Whatever people commonly have is taken, and kept as the gateway takes it."""

from __future__ import annotations

import hashlib
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from PIL import Image

from generations import wiring
from generations.models import Asset, Change, ObjectType
from tests.media.clips import make_clip
from tests.media.ingest import drawings
from tests.media.ingest.drawings import RED, close, four_corners, gradient, saved
from tests.media.ingest.test_masks import MASKS
from tests.media.ingest.tones import make_tone

from .caller import Caller

HEIC = Path(drawings.__file__).with_name("four_corners.heic")
LYING = Image.Transpose.ROTATE_90
SHAPE = {
    "id", "purpose", "name", "type", "width", "height", "duration", "has_audio", "size",
    "sha256", "peaks", "source_video", "source_time", "sandbox", "created_at", "file",
    "thumbnail", "media_expires_at",
}  # fmt: skip


def noted(picture: Image.Image, kind: str) -> bytes:
    """Return a picture lying on its side, with notes of where it was taken."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = "MARKER"
    exif.get_ifd(0x8825)[29] = "MARKER"
    sent = saved(picture.transpose(LYING), kind, exif=exif)
    assert b"MARKER" in sent
    return sent


def file_of(alice: Caller, made: dict[str, Any], name: str = "file") -> bytes:
    content: bytes = alice.get(made[name]).sent
    return content


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_picture_is_kept_upright_without_its_notes(alice: Caller, kind: str):
    answer = alice.bring(noted(gradient(), kind), name="IMG_0001.heic")
    assert answer.status_code == 201, answer.json()
    made = answer.json()
    assert set(made) == SHAPE
    assert (made["purpose"], made["name"]) == ("image", "IMG_0001.heic")
    assert (made["type"], made["width"], made["height"]) == ("image/jpeg", 480, 320)
    kept = file_of(alice, made)
    assert b"MARKER" not in kept
    assert made["size"] == len(kept)
    assert made["sha256"] == hashlib.sha256(kept).hexdigest()
    with Image.open(BytesIO(file_of(alice, made, "thumbnail"))) as small:
        assert (small.format, small.size) == ("WEBP", (320, 213))


def test_a_picture_of_a_phone_is_taken(alice: Caller):
    made = alice.bring(HEIC.read_bytes(), name="IMG_0001.HEIC").json()
    assert (made["type"], made["width"], made["height"]) == ("image/png", 480, 320)
    assert b"MARKER" not in file_of(alice, made)


def test_a_drawing_stays_a_png_and_small(alice: Caller):
    made = alice.bring(saved(four_corners(), "PNG")).json()
    assert made["type"] == "image/png"
    with Image.open(BytesIO(file_of(alice, made))) as kept:
        assert kept.tobytes() == four_corners().tobytes()


def test_a_crop_keeps_the_part_it_names(alice: Caller):
    crop = '{"x": 0, "y": 0, "width": 300, "height": 300}'
    made = alice.bring(saved(four_corners(800, 800), "PNG"), crop=crop).json()
    assert (made["width"], made["height"]) == (300, 300)
    with Image.open(BytesIO(file_of(alice, made))) as kept:
        colours = kept.convert("RGB").getcolors() or []
    assert [close(colour, RED) for _, colour in colours] == [True]  # type: ignore[arg-type]


@pytest.mark.parametrize("mask", ["grey", "clear ground", "palette"])
def test_a_mask_is_kept_in_two_tones(alice: Caller, mask: str):
    made = alice.bring(saved(MASKS[mask], "PNG"), "mask").json()
    assert (made["type"], made["width"], made["height"]) == ("image/png", 64, 48)
    with Image.open(BytesIO(file_of(alice, made))) as kept:
        assert kept.mode == "L"
        assert [level for _, level in kept.getcolors() or []] == [0, 255]
    assert made["thumbnail"]


def test_a_mask_of_its_pictures_size_is_taken(alice: Caller):
    picture = alice.bring(saved(gradient(), "PNG")).json()
    mask = saved(Image.new("L", (480, 320), 255), "PNG")
    answer = alice.bring(mask, "mask", image=picture["id"])
    assert answer.status_code == 201, answer.json()


@pytest.mark.parametrize("kind", ["wav", "mp3", "m4a", "ogg", "webm"])
def test_a_sound_is_kept_as_mp3_with_its_wave(alice: Caller, tmp_path: Path, kind: str):
    sent = make_tone(tmp_path / "sound", kind, seconds=2.5).read_bytes()
    made = alice.bring(sent, "audio", "voice.weird").json()
    assert (made["type"], made["thumbnail"]) == ("audio/mpeg", None)
    assert abs(made["duration"] - 2.5) < 0.1
    assert len(made["peaks"]) == 400
    assert file_of(alice, made)[:1] == b"\xff"
    assert alice.get(made["file"]).headers["Content-Type"] == "audio/mpeg"


def test_a_cut_keeps_its_part_of_a_long_sound(alice: Caller, tmp_path: Path):
    sent = make_tone(tmp_path / "sound", seconds=70, rate=8_000).read_bytes()
    made = alice.bring(sent, "audio", start_time="1500", end_time="5500").json()
    assert made["duration"] == 4.0


def test_a_video_is_packed_anew_with_its_sound(alice: Caller, tmp_path: Path):
    clip = make_clip(tmp_path / "a.mov", seconds=2.5, fps=8, size=(1280, 720))
    made = alice.bring(clip.read_bytes(), "video", "holiday.mov").json()
    assert (made["type"], made["width"], made["height"]) == ("video/mp4", 1280, 720)
    assert made["has_audio"] is True
    assert made["duration"] == 2.5
    with Image.open(BytesIO(file_of(alice, made, "thumbnail"))) as small:
        assert small.size == (320, 180)


def test_a_large_file_waits_on_the_disk_and_not_in_memory(alice: Caller):
    large = saved(gradient(), "JPEG") + bytes(settings.FILE_UPLOAD_MAX_MEMORY_SIZE)
    answer = alice.bring(large, name="a." + "x" * 250)
    assert answer.status_code == 201, answer.json()
    assert answer.json()["size"] < 100_000
    assert list(Path(settings.FILE_UPLOAD_TEMP_DIR).glob("*.upload*")) == []


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd.png", "passwd.png"),
        ("C:\\Users\\ann\\me.png", "me.png"),
        ("a\u202egnp.exe", "agnp.exe"),
        ("  two   words .png", "two words .png"),
        ("日本語.png", "日本語.png"),
        ("x" * 400 + ".png", None),
    ],
)
def test_a_name_is_kept_as_far_as_it_can_be_seen(alice: Caller, sent: str, kept: str):
    name = alice.bring(saved(four_corners(), "PNG"), name=sent).json()["name"]
    assert name == kept if kept else len(name) <= 200


def test_the_same_bytes_for_the_same_purpose_are_kept_once(alice: Caller, bob: Caller):
    data = saved(gradient(), "PNG")
    first = alice.bring(data, name="one.png").json()
    second = alice.bring(saved(gradient(), "PNG", compress_level=1), name="two.png")
    assert second.status_code == 201
    assert second.json() == {**first, "name": "two.png"}
    theirs = bob.bring(data).json()
    assert theirs["id"] != first["id"]
    mask = alice.bring(data, "mask").json()
    assert mask["id"] != first["id"]
    assert Asset.objects.count() == 3
    assert len(list(wiring.vault().keys(f"{alice.id}/assets/"))) == 4


def test_what_was_removed_comes_back_as_another_one(alice: Caller):
    data = saved(gradient(), "PNG")
    first = alice.bring(data).json()
    alice.delete(f"assets/{first['id']}/")
    assert alice.bring(data).json()["id"] != first["id"]


def test_an_upload_is_told_by_the_feed(alice: Caller):
    cursor = alice.get("changes/").json()["cursor"]
    made = alice.bring(saved(gradient(), "PNG")).json()
    (change,) = alice.get(f"changes/?since={cursor}").json()["changes"]
    assert (change["type"], change["object"]) == ("asset", made)
    alice.delete(f"assets/{made['id']}/")
    (change,) = alice.get(f"changes/?since={cursor}").json()["changes"]
    assert (change["deleted"], change["object"]) == (True, None)
    assert Change.objects.filter(type=ObjectType.ASSET).count() == 1


def test_a_key_makes_one_upload_of_two_calls(alice: Caller):
    data = saved(gradient(), "PNG")
    first = alice.bring(data, Idempotency_Key="k")
    again = alice.bring(data, Idempotency_Key="k")
    assert (again.status_code, again.json()) == (201, first.json())
    assert again.headers["Idempotency-Replayed"] == "true"
    other = alice.bring(saved(four_corners(), "PNG"), Idempotency_Key="k")
    assert other.status_code == 422
    assert other.json()["code"] == "idempotency_mismatch"
    assert Asset.objects.count() == 1
