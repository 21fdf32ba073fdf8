"""A frame taken out of a clip is exactly the one on screen."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from io import BytesIO
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from generations.media.ingest.frames import take_frame as fit_frame
from generations.media.ingest.uploads import frame_at, last_frame, take_frame
from generations.media.refused import Refused
from generations.media.rendering import still
from tests.media.clips import SPEED, make_clip
from tests.media.ingest.test_videos import packed

FPS = 12


@pytest.fixture(scope="module", params=[5, 250], ids=["short groups", "one group"])
def clip(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory):
    """A clip of two seconds, 24 frames that all differ."""
    folder = tmp_path_factory.mktemp("clip")
    return make_clip(
        folder / "clip.mp4", seconds=2, fps=FPS, size=(400, 320), gop=request.param
    )


@lru_cache(maxsize=1)
def all_frames(clip: Path) -> list[np.ndarray]:
    """Return every frame of the clip, one after the other."""
    with av.open(str(clip)) as container:
        return [
            np.asarray(still(frame)).astype(np.int16)
            for frame in container.decode(video=0)
        ]


def number_of(frame: bytes, clip: Path) -> int:
    """Return which frame of the clip it is, from 0."""
    with Image.open(BytesIO(frame)) as picture:
        assert picture.format == "JPEG"
        seen = np.asarray(picture).astype(np.int16)
    away = [np.abs(seen - pixels).mean() for pixels in all_frames(clip)]
    assert min(away) < 2
    return int(np.argmin(away))


@pytest.mark.parametrize(
    ("seconds", "number"),
    [
        (0, 0),
        (0.04, 0),
        (Decimal("0.083"), 1),  # 0.0833…, as players round it
        (0.0834, 1),
        (Decimal("0.417"), 5),
        (Decimal("0.99"), 11),
        (1.0, 12),
        (1.999, 23),
        (2, 23),
    ],
)
def test_the_frame_is_the_one_on_screen(
    clip: Path, seconds: Decimal | float, number: int
):
    assert number_of(frame_at(clip, seconds), clip) == number


def test_frames_that_are_stored_out_of_order_are_found_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    woven = {"preset": "fast", "bf": "3", "x264-params": "open-gop=1:keyint=8"}
    monkeypatch.setitem(SPEED, "libx264", woven)
    clip = make_clip(tmp_path / "a.mp4", seconds=2, fps=FPS, size=(400, 320), gop=8)
    out = tmp_path / "kept"
    for number in range(24):
        fit_frame(str(clip), str(out), f"{number / FPS:.3f}")
        assert number_of(out.read_bytes(), clip) == number
    fit_frame(str(clip), str(out), None)
    assert number_of(out.read_bytes(), clip) == 23


def test_the_last_frame_is_the_last(clip: Path):
    assert number_of(last_frame(clip), clip) == 23


def test_the_last_frame_of_a_silent_one_frame_clip_is_its_only_one(tmp_path: Path):
    clip = make_clip(
        tmp_path / "a.mp4", seconds=1 / 12, fps=12, size=(400, 320), sound=False
    )
    assert number_of(last_frame(clip), clip) == 0


@pytest.mark.parametrize("seconds", [2.2, 100, -1, float("nan"), float("inf")])
def test_a_moment_outside_the_clip_is_refused(clip: Path, seconds: float):
    with pytest.raises(Refused) as refusal:
        frame_at(clip, seconds)
    assert refusal.value.code == "no_such_moment"


def test_the_refusal_says_how_long_the_clip_is(clip: Path):
    with pytest.raises(Refused, match=r"lasts 2\.000 s") as refusal:
        frame_at(clip, 9)
    assert refusal.value.data == {"duration": 2.0}


def test_a_frame_is_kept_like_any_picture(clip: Path, tmp_path: Path):
    kept = take_frame(clip, tmp_path / "kept", 1)
    assert (kept.type, kept.width, kept.height) == ("image/jpeg", 400, 320)
    assert kept.size == (tmp_path / "kept").stat().st_size


def test_a_frame_of_a_clip_held_upright_stands_upright(clip: Path, tmp_path: Path):
    turned = packed(clip, tmp_path / "turned.mp4", turned=90)
    kept = take_frame(turned, tmp_path / "kept", 0)
    assert (kept.width, kept.height) == (320, 400)
    with Image.open(kept.path) as picture:
        seen = np.asarray(picture).astype(np.int16)
    # Ninety degrees against the clock, as players turn it.
    assert np.abs(np.rot90(all_frames(clip)[0]) - seen).mean() < 2


def test_a_plain_frame_is_a_jpeg_too(tmp_path: Path):
    clip = make_clip(
        tmp_path / "a.mp4", seconds=0.5, size=(400, 320), color=(20, 20, 20)
    )
    assert take_frame(clip, tmp_path / "kept", None).type == "image/jpeg"


def test_what_is_no_clip_has_no_frames(tmp_path: Path):
    sent = tmp_path / "clip.mp4"
    sent.write_bytes(b"\x00\x00\x00\x08ftyp" + bytes(500))
    with pytest.raises(Refused) as refusal:
        last_frame(sent)
    assert refusal.value.code == "unreadable"
