"""A frame of one's own clip becomes a picture that knows where it is from."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.test import override_settings
from PIL import Image

from generations import wiring
from generations.models import Asset, Video
from generations.services.trash import trash_video
from tests.media.clips import make_clip

from .caller import Caller, codes


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Two seconds that grow brighter from frame to frame."""
    folder = tmp_path_factory.mktemp("film")
    clip = make_clip(folder / "a.mp4", seconds=2, fps=12, size=(400, 320))
    return clip.read_bytes()


@pytest.fixture
def clip(alice: Caller, film: bytes) -> Video:
    return alice.keep_clip(content=film, size=len(film), title="A boat")


def picture(alice: Caller, made: dict[str, Any]) -> np.ndarray:
    with Image.open(BytesIO(alice.get(made["file"]).sent)) as kept:
        return np.asarray(kept).astype(int)


def test_a_frame_is_a_picture_with_its_clip_and_moment(alice: Caller, clip: Video):
    answer = alice.post("assets/", {"video": str(clip.pk), "time": 1.5})
    assert answer.status_code == 201, answer.json()
    made = answer.json()
    assert (made["purpose"], made["type"]) == ("image", "image/jpeg")
    assert (made["width"], made["height"], made["name"]) == (400, 320, "A boat")
    assert (made["source_video"], made["source_time"]) == (str(clip.pk), 1.5)
    assert made["thumbnail"]


def test_no_moment_means_the_last_frame(alice: Caller, clip: Video):
    last = alice.post("assets/", {"video": str(clip.pk)}).json()
    null = alice.post("assets/", {"video": str(clip.pk), "time": None}).json()
    named = alice.post("assets/", {"video": str(clip.pk), "time": 2}).json()
    first = alice.post("assets/", {"video": str(clip.pk), "time": 0}).json()
    assert last["id"] == null["id"] == named["id"] != first["id"]
    assert last["source_time"] is None
    assert np.abs(picture(alice, last) - picture(alice, first)).mean() > 5


def test_an_upload_of_the_same_bytes_does_not_hide_where_a_frame_is_from(
    alice: Caller, clip: Video
):
    frame = alice.post("assets/", {"video": str(clip.pk)}).json()
    Asset.objects.filter(pk=frame["id"]).update(source_video=None)
    again = alice.post("assets/", {"video": str(clip.pk)}).json()
    assert again["id"] != frame["id"]
    assert again["source_video"] == str(clip.pk)


BODIES: list[tuple[Any, set[tuple[str, str]]]] = [
    ({}, {("video", "required")}),
    ({"video": None}, {("video", "required")}),
    ({"video": 5}, {("video", "wrong_type")}),
    ({"video": "x"}, {("video", "bad_format")}),
    ({"video": "\ud800"}, {("video", "bad_format")}),
    ({"video": {}, "time": "1"}, {("video", "wrong_type"), ("time", "wrong_type")}),
    ({"video": "http://127.0.0.1/a.mp4"}, {("video", "bad_format")}),
    ([], {("non_field", "not_an_object")}),
    ('"text"', {("non_field", "not_an_object")}),
]


@pytest.mark.parametrize(("body", "wanted"), BODIES)
def test_a_body_that_names_no_frame_is_refused(alice: Caller, body, wanted):
    answer = alice.post("assets/", body)
    assert answer.status_code == 400
    assert codes(answer) == wanted


@pytest.mark.parametrize(
    ("time", "code"),
    [
        (-1, "out_of_range"),
        (10**300, "out_of_range"),
        (float("nan"), "not_finite"),
        (float("inf"), "not_finite"),
        (True, "wrong_type"),
        (2.5, "no_such_moment"),
        (86_399.9999, "no_such_moment"),
    ],
)
def test_a_moment_outside_the_clip_is_refused(alice: Caller, clip: Video, time, code):
    answer = alice.post("assets/", {"video": str(clip.pk), "time": time})
    assert answer.status_code == 400
    assert codes(answer) == {("time", code)}


def test_a_moment_after_the_end_is_offered_the_last_frame(alice: Caller, clip: Video):
    answer = alice.post("assets/", {"video": str(clip.pk), "time": 3})
    (item,) = answer.json()["errors"]
    assert "2.000 s" in item["detail"]
    assert item["remedy"]["set"] == {"time": None}


def test_anothers_clip_is_like_none(alice: Caller, bob: Caller, clip: Video):
    foreign = bob.post("assets/", {"video": str(clip.pk)})
    missing = bob.post("assets/", {"video": "0192f0c0-0000-7000-8000-000000000000"})
    assert foreign.status_code == missing.status_code == 400
    assert foreign.json()["errors"] == missing.json()["errors"]
    assert codes(foreign) == {("video", "unknown_id")}


def test_a_clip_in_the_trash_gives_no_frames(alice: Caller, clip: Video):
    trash_video(clip)
    answer = alice.post("assets/", {"video": str(clip.pk)})
    assert codes(answer) == {("video", "in_trash")}


@override_settings(SANDBOX=False)
def test_a_live_studio_takes_no_frame_of_a_rehearsal(alice: Caller, clip: Video):
    answer = alice.post("assets/", {"video": str(clip.pk)})
    assert codes(answer) == {("video", "sandbox_mismatch")}
    assert not Asset.objects.exists()


def test_a_clip_whose_file_is_lost_or_broken_is_said_to_be(alice: Caller, clip: Video):
    broken = alice.keep_clip()
    answer = alice.post("assets/", {"video": str(broken.pk)})
    assert codes(answer) == {("video", "unreadable")}
    wiring.vault().delete(clip.file)
    answer = alice.post("assets/", {"video": str(clip.pk)})
    assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")


def test_a_key_makes_one_frame_of_two_calls(alice: Caller, clip: Video):
    body = {"video": str(clip.pk), "time": 1}
    first = alice.post("assets/", body, Idempotency_Key="k")
    again = alice.post("assets/", body, Idempotency_Key="k")
    assert again.json() == first.json()
    assert again.headers["Idempotency-Replayed"] == "true"


def test_a_frame_leaves_nothing_on_its_way(alice: Caller, clip: Video, tmp_path: Path):
    alice.post("assets/", {"video": str(clip.pk)})
    assert list(wiring.vault().incoming.glob("*")) == []
