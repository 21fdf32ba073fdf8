"""Whatever sound people have becomes an MP3 that the gateway takes."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import av
import numpy as np
import pytest

from generations.media.ingest.uploads import Kept, take_sound
from generations.media.refused import Refused
from tests.media.clips import make_clip
from tests.media.ingest.tones import KINDS, make_tone


def seconds_of(kept: Kept) -> float:
    """Return how long a kept sound is said to be."""
    return float(kept.duration or 0)


def heard(path: Path) -> tuple[int, int, np.ndarray]:
    """Return the rate, the channels and the samples of a kept sound."""
    with av.open(str(path)) as container:
        assert container.format.name == "mp3"
        stream = container.streams.audio[0]
        frames = [frame.to_ndarray() for frame in container.decode(stream)]
        return stream.rate, stream.channels, np.concatenate(frames, axis=1)


@pytest.mark.parametrize("kind", KINDS)
def test_common_kinds_are_kept_as_mp3(tmp_path: Path, kind: str):
    sent = make_tone(tmp_path / "sound", kind, seconds=2.5)
    kept = take_sound(sent, tmp_path / "kept")
    assert kept.type == "audio/mpeg"
    assert abs(seconds_of(kept) - 2.5) < 0.1
    rate, channels, samples = heard(kept.path)
    assert (rate, channels) == (48_000, 1)
    assert samples.shape[1] / rate >= seconds_of(kept)
    assert 0.45 < np.abs(samples[:, rate : 2 * rate]).max() < 0.55


@pytest.mark.parametrize(
    ("rate", "kept_rate"),
    [(8_000, 48_000), (22_050, 44_100), (44_100, 44_100), (96_000, 48_000)],
)
def test_every_rate_becomes_a_common_one_of_the_same_length(
    tmp_path: Path, rate: int, kept_rate: int
):
    sent = make_tone(tmp_path / "sound", rate=rate, seconds=2)
    kept = take_sound(sent, tmp_path / "kept")
    assert kept.duration == Decimal("2.000")
    assert heard(kept.path)[0] == kept_rate


@pytest.mark.parametrize(("layout", "channels"), [("stereo", 2), ("5.1", 2)])
def test_two_ears_get_at_most_two_channels(tmp_path: Path, layout: str, channels: int):
    sent = make_tone(tmp_path / "sound", layout=layout)
    assert heard(take_sound(sent, tmp_path / "kept").path)[1] == channels


@pytest.mark.slow
def test_a_minute_stays_far_within_five_megabytes(tmp_path: Path):
    sent = make_tone(tmp_path / "sound", seconds=60, rate=8_000, layout="stereo")
    kept = take_sound(sent, tmp_path / "kept")
    assert kept.duration == Decimal("60.000")
    assert kept.size < 1_500_000


def test_the_sound_of_a_video_is_a_sound(tmp_path: Path):
    clip = make_clip(tmp_path / "clip.mp4", seconds=2.5)
    kept = take_sound(clip, tmp_path / "kept")
    assert abs(seconds_of(kept) - 2.5) < 0.1


def test_the_wave_shows_where_it_is_loud(tmp_path: Path):
    sent = make_tone(tmp_path / "sound", seconds=4, quiet_until=2)
    peaks = take_sound(sent, tmp_path / "kept").peaks
    assert len(peaks) == 400
    assert all(isinstance(peak, int) for peak in peaks)
    assert max(peaks[:199]) == 0
    assert set(peaks[201:]) <= {126, 127, 128}


@pytest.mark.parametrize("kind", ["mp3", "m4a", "ogg"])
def test_titles_and_places_are_left_behind(tmp_path: Path, kind: str):
    tags = {"title": "MARKER", "comment": "MARKER", "artist": "MARKER"}
    sent = make_tone(tmp_path / "sound", kind, tags=tags)
    assert b"MARKER" in sent.read_bytes()
    kept = take_sound(sent, tmp_path / "kept").path.read_bytes()
    assert b"MARKER" not in kept
    assert kept.startswith(b"\xff")  # no tag of any kind


@pytest.mark.parametrize(
    ("seconds", "code"), [(0.05, "too_short"), (1.9, "too_short"), (61.5, "too_long")]
)
def test_a_sound_too_short_or_too_long_is_refused_with_the_limits(
    tmp_path: Path, seconds: float, code: str
):
    sent = make_tone(tmp_path / "sound", seconds=seconds, rate=8_000)
    with pytest.raises(Refused, match="2 to 60 s") as refusal:
        take_sound(sent, tmp_path / "kept")
    assert refusal.value.code == code
    assert refusal.value.data == {"duration": seconds, "least": 2, "most": 60}


@pytest.mark.slow
def test_a_minute_with_an_encoders_padding_is_a_minute(tmp_path: Path):
    sent = make_tone(tmp_path / "sound", "mp3", seconds=60.05, rate=8_000)
    assert take_sound(sent, tmp_path / "kept").duration == Decimal("60.000")


def test_a_long_sound_is_measured_whole_and_taken_in_part(tmp_path: Path):
    sent = make_tone(tmp_path / "sound", seconds=90, rate=8_000, quiet_until=80)
    with pytest.raises(Refused) as refusal:
        take_sound(sent, tmp_path / "kept")
    assert refusal.value.data["duration"] == 90
    kept = take_sound(sent, tmp_path / "kept", start=79, end=81.5)
    assert kept.duration == Decimal("2.500")
    assert max(kept.peaks[:158]) == 0
    assert min(kept.peaks[162:]) > 120


@pytest.mark.parametrize("cut", [(-1, None), (3, 2), (0, float("nan")), (9, 12)])
def test_a_cut_that_is_nowhere_is_refused(
    tmp_path: Path, cut: tuple[float, float | None]
):
    sent = make_tone(tmp_path / "sound")
    with pytest.raises(Refused) as refusal:
        take_sound(sent, tmp_path / "kept", start=cut[0], end=cut[1])
    assert refusal.value.code in {"bad_cut", "too_short"}


def test_a_sound_with_nothing_to_hear_is_refused(tmp_path: Path):
    sent = make_tone(tmp_path / "sound", "m4a", level=0)
    with pytest.raises(Refused, match="Nothing can be heard") as refusal:
        take_sound(sent, tmp_path / "kept")
    assert refusal.value.code == "silent"


def test_a_quiet_sound_is_not_a_silent_one(tmp_path: Path):
    sent = make_tone(tmp_path / "sound", level=0.01)
    assert max(take_sound(sent, tmp_path / "kept").peaks) == 3
