"""What cannot be taken is refused in words, by field, and nothing is left of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings
from PIL import Image

from generations import wiring
from generations.media import confinement
from generations.media.ingest import uploads
from generations.models import Asset, IdempotencyKey
from generations.services.assets import limits
from tests.media.clips import make_clip
from tests.media.ingest.drawings import four_corners, gradient, saved
from tests.media.ingest.test_hostile_pictures import BOMBS, DOUBLES, NOT_PICTURES
from tests.media.ingest.test_hostile_sounds import HEADS, NOT_SOUNDS
from tests.media.ingest.tones import make_tone

from .caller import Caller, codes

GOOD = saved(four_corners(), "PNG")
HOSTILE = [
    *(("image", name, data) for name, data in NOT_PICTURES.items()),
    *(("image", name, data) for name, data in DOUBLES.items()),
    *(("image", name, data) for name, data in BOMBS.items()),
    *(("audio", name, data) for name, data in NOT_SOUNDS.items()),
    *(("audio", name, data) for name, data in HEADS.items()),
    ("image", "nothing", b""),
    ("image", "half a picture", GOOD[: len(GOOD) // 2]),
    ("mask", "a page", NOT_PICTURES["page"]),
    ("mask", "nothing painted", saved(Image.new("L", (400, 400)), "PNG")),
    ("video", "a picture", GOOD),
    ("video", "a playlist", b"#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1/a.ts\n"),
    ("video", "a head alone", b"\x00\x00\x00\x18ftypisom" + bytes(100)),
    ("video", "zeros", bytes(5000)),
]


def nothing_is_left(alice: Caller) -> bool:
    vault = wiring.vault()
    left = [*vault.incoming.glob("*")] if vault.incoming.exists() else []
    return not (Asset.objects.exists() or [*vault.keys(f"{alice.id}/")] or left)


@pytest.mark.parametrize(
    ("purpose", "data"),
    [pytest.param(p, data, id=f"{p}: {name}") for p, name, data in HOSTILE],
)
def test_hostile_files_are_refused_on_their_field(
    alice: Caller, purpose: str, data: bytes
):
    answer = alice.bring(data, purpose)
    assert answer.status_code in (400, 413, 415)
    assert answer.headers["Content-Type"] == "application/problem+json"
    (item,) = answer.json()["errors"]
    assert item["field"] == "file"
    assert item["detail"].endswith((".", "?"))
    by_code = {"unsupported_type": 415, "too_heavy": 413}
    assert answer.status_code == by_code.get(item["code"], 400)
    assert nothing_is_left(alice)


def test_a_picture_too_wide_is_offered_a_crop_that_is_taken(alice: Caller):
    wide = saved(gradient(1200, 300), "PNG")
    (item,) = alice.bring(wide).json()["errors"]
    assert item["code"] == "bad_shape"
    assert "2.5" in item["detail"]
    crop = item["remedy"]["set"]["crop"]
    assert crop == {"x": 225, "y": 0, "width": 750, "height": 300}
    made = alice.bring(wide, crop=str(crop).replace("'", '"'))
    assert (made.status_code, made.json()["width"]) == (201, 750)


def test_a_crop_outside_is_the_crops_problem(alice: Caller):
    crop = '{"x": 400, "y": 0, "width": 300, "height": 300}'
    answer = alice.bring(GOOD, crop=crop)
    assert codes(answer) == {("crop", "crop_outside")}
    assert answer.json()["errors"][0]["remedy"]["set"] == {"crop": None}


def test_a_mask_of_another_size_says_which_one_it_needs(alice: Caller):
    picture = alice.bring(GOOD).json()
    mask = saved(Image.new("L", (480, 321), 255), "PNG")
    answer = alice.bring(mask, "mask", image=picture["id"])
    assert codes(answer) == {("file", "mask_size")}
    assert "480 x 320" in answer.json()["errors"][0]["remedy"]["text"]


def test_a_sound_too_long_is_offered_a_cut_that_is_taken(alice: Caller, tmp_path: Path):
    sent = make_tone(tmp_path / "sound", seconds=63, rate=8_000).read_bytes()
    (item,) = alice.bring(sent, "audio").json()["errors"]
    assert (item["field"], item["code"]) == ("file", "too_long")
    cut = {name: str(value) for name, value in item["remedy"]["set"].items()}
    assert cut == {"start_time": "0", "end_time": "60000"}
    assert alice.bring(sent, "audio", **cut).json()["duration"] == 60.0


def test_a_video_of_another_size_is_told_the_rule(alice: Caller, tmp_path: Path):
    small = make_clip(tmp_path / "a.mp4", seconds=2).read_bytes()
    answer = alice.bring(small, "video")
    assert codes(answer) == {("file", "bad_video_size")}
    assert "720p or 1080p" in answer.json()["errors"][0]["detail"]


def test_a_reader_that_breaks_refuses_the_file(
    alice: Caller, monkeypatch: pytest.MonkeyPatch
):
    def broken(*_: Any, **__: Any) -> dict[str, Any]:
        raise RuntimeError("The media child failed")

    monkeypatch.setattr(uploads, "run_confined", broken)
    answer = alice.bring(GOOD)
    assert codes(answer) == {("file", "unreadable")}
    assert nothing_is_left(alice)


def test_a_disk_that_does_not_serve_is_503_and_may_be_tried_again(
    alice: Caller, monkeypatch: pytest.MonkeyPatch
):
    def full(*_: Any, **__: Any) -> dict[str, Any]:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(uploads, "run_confined", full)
    answer = alice.bring(GOOD)
    assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
    assert answer.headers["Retry-After"]
    assert nothing_is_left(alice)
    assert confinement.run_confined is not full


def test_a_disk_with_little_room_takes_no_uploads(
    alice: Caller, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(limits, "FREE", 2**62)
    answer = alice.bring(GOOD)
    assert (answer.status_code, answer.json()["code"]) == (503, "no_room")
    assert "Retry-After" in answer.headers


@pytest.mark.parametrize(("name", "value"), [("COUNT", 1), ("BYTES", 10)])
def test_a_share_that_is_full_takes_no_more_and_says_how_much_there_is(
    alice: Caller, monkeypatch: pytest.MonkeyPatch, name: str, value: int
):
    assert alice.bring(GOOD).status_code == 201
    monkeypatch.setattr(limits, name, value)
    answer = alice.bring(saved(gradient(), "PNG"))
    assert (answer.status_code, answer.json()["code"]) == (409, "too_many_uploads")
    assert "1 uploads" in answer.json()["detail"]
    assert Asset.objects.count() == 1


def test_a_refused_upload_uses_up_no_key(alice: Caller):
    assert alice.bring(b"x", Idempotency_Key="k").status_code == 415
    assert not IdempotencyKey.objects.exists()
    assert alice.bring(GOOD, Idempotency_Key="k").status_code == 201


@override_settings(UPLOAD_RATE=1)
def test_uploads_have_a_pace_of_their_own(alice: Caller):
    assert alice.bring(GOOD).status_code == 201
    answer = alice.bring(GOOD)
    assert (answer.status_code, answer.json()["code"]) == (429, "rate_limited")
    assert 0 < int(answer.headers["Retry-After"]) <= 60


@pytest.mark.parametrize(("scopes", "status"), [(["read"], 403), (["create"], 201)])
def test_a_token_needs_the_scope_to_bring_and_to_remove(
    alice: Caller, scopes: list[str], status: int
):
    limited = Caller(alice.user, scopes)
    assert limited.bring(GOOD).status_code == status
    kept = alice.keep_upload()
    assert limited.delete(f"assets/{kept.pk}/").status_code == 403
