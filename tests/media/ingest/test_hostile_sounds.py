"""What is no sound, or not a whole one, is refused without fetching anything."""

from __future__ import annotations

import random
import struct
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generations.media.ingest.sounds import fit_sound
from generations.media.ingest.uploads import take_sound
from generations.media.refused import Refused
from generations.media.unreadable import Unreadable
from tests.media.clips import make_clip
from tests.media.ingest.drawings import written
from tests.media.ingest.test_sounds import seconds_of
from tests.media.ingest.tones import KINDS, make_tone
from tests.media.raw_server import answer, serving


def refused_code(tmp_path: Path, data: bytes) -> str:
    """Send a file that must be refused, and return the code."""
    with pytest.raises(Refused) as refusal:
        take_sound(written(tmp_path, data), tmp_path / "kept")
    assert not (tmp_path / "kept").exists()
    return refusal.value.code


NOT_SOUNDS = {
    "page": b"<!doctype html><title>No</title>",
    "text": b"hello",
    "picture": b"\x89PNG\r\n\x1a\n" + bytes(50),
    "jpeg": b"\xff\xd8\xff\xe0" + bytes(50),
    "midi": b"MThd\x00\x00\x00\x06" + bytes(50),
    "avi": b"RIFF\x00\x10\x00\x00AVI LIST" + bytes(50),
    "nothing but zeros": bytes(500),
}


@pytest.mark.parametrize("data", NOT_SOUNDS.values(), ids=NOT_SOUNDS.keys())
def test_other_files_are_refused(tmp_path: Path, data: bytes):
    assert refused_code(tmp_path, data) == "unsupported_type"


HEADS = {
    "empty": b"",
    "wav": b"RIFF\xff\xff\xff\xffWAVEfmt ",
    "ogg": b"OggS" + bytes(100),
    "webm": b"\x1a\x45\xdf\xa3" + bytes(100),
    "m4a": b"\x00\x00\x00\x18ftypM4A " + bytes(100),
    "mp3": b"ID3\x04\x00\x00\x0f\xff\xff\xff",
    "frames of nothing": b"\xff\xfb" + bytes(2000),
}


@pytest.mark.parametrize("data", HEADS.values(), ids=HEADS.keys())
def test_a_head_alone_is_unreadable(tmp_path: Path, data: bytes):
    assert refused_code(tmp_path, data) == "unreadable"


@pytest.mark.parametrize("kind", ["wav", "m4a"])
def test_a_sound_cut_short_is_incomplete(tmp_path: Path, kind: str):
    whole = make_tone(tmp_path / "sound", kind, seconds=6).read_bytes()
    assert refused_code(tmp_path, whole[: len(whole) // 2]) == "unreadable"


@pytest.mark.parametrize("kind", ["mp3", "ogg"])
def test_a_stream_cut_short_is_a_shorter_sound(tmp_path: Path, kind: str):
    whole = make_tone(tmp_path / "sound", kind, seconds=6).read_bytes()
    sent = written(tmp_path, whole[: len(whole) // 2])
    assert 2 < seconds_of(take_sound(sent, tmp_path / "kept")) < 4


def test_a_recording_that_never_wrote_its_length_is_a_sound(tmp_path: Path):
    data = bytearray(make_tone(tmp_path / "sound", seconds=3).read_bytes())
    at = data.index(b"data")
    data[at + 4 : at + 8] = data[4:8] = b"\xff\xff\xff\xff"
    kept = take_sound(written(tmp_path, bytes(data)), tmp_path / "kept")
    assert seconds_of(kept) == 3


def test_a_few_bad_packets_are_skipped_and_many_are_not(tmp_path: Path):
    whole = make_tone(tmp_path / "sound", "mp3", seconds=6).read_bytes()
    middle = len(whole) // 2
    scratched = whole[:middle] + bytes(400) + whole[middle + 400 :]
    kept = take_sound(written(tmp_path, scratched), tmp_path / "kept")
    assert 5 < seconds_of(kept) < 7
    junk = random.Random(1).randbytes(len(whole))
    assert refused_code(tmp_path, whole[:2000] + junk) in {"unreadable", "too_short"}


def test_a_silent_film_holds_no_sound(tmp_path: Path):
    clip = make_clip(tmp_path / "clip.mp4", seconds=2, sound=False)
    with pytest.raises(Refused, match="no sound"):
        take_sound(clip, tmp_path / "kept")


@pytest.mark.parametrize("rate", [0, 1, 2**31 - 1])
def test_an_impossible_rate_is_refused(tmp_path: Path, rate: int):
    data = bytearray(make_tone(tmp_path / "sound").read_bytes())
    data[24:28] = struct.pack("<I", rate)
    assert refused_code(tmp_path, bytes(data)) in {
        "unreadable",
        "too_short",
        "too_long",
    }


def test_a_file_too_heavy_is_refused(tmp_path: Path):
    sent = tmp_path / "upload"
    with sent.open("wb") as file:
        file.truncate(2_000_000_000)
    with pytest.raises(Refused, match="100 MB") as refusal:
        take_sound(sent, tmp_path / "kept")
    assert refusal.value.code == "too_heavy"


PLAYLISTS = [
    b"#EXTM3U\n#EXTINF:1,\n%s/a.mp3\n#EXT-X-ENDLIST\n",
    b"ffconcat version 1.0\nfile '%s/a.mp3'\n",
    b"[playlist]\nFile1=%s/a.mp3\n",
    b"%s/a.mp3",
]


@pytest.mark.parametrize("head", [b"", b"ID3\x03\0\0\0\0\0\0", b"OggS"])
@pytest.mark.parametrize("playlist", PLAYLISTS)
def test_a_playlist_in_disguise_fetches_nothing(
    tmp_path: Path, playlist: bytes, head: bytes
):
    with serving(answer(b"caught")) as trap:
        code = refused_code(tmp_path, head + playlist % trap.origin.encode())
        assert code in {"unsupported_type", "unreadable"}
        assert trap.connections == 0


@cache
def whole(kind: str) -> bytes:
    """Return a short sound of this kind."""
    with TemporaryDirectory() as folder:
        return make_tone(Path(folder) / "sound", kind, seconds=2.2).read_bytes()


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    kind=st.sampled_from(sorted(KINDS)),
    holes=st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=8)), max_size=4),
    near=st.sampled_from([200, 3000, 10**6]),
)
def test_a_damaged_sound_is_taken_or_refused_but_never_a_bug(
    tmp_path: Path,
    kind: str,
    holes: list[tuple[float, bytes]],
    near: int,
):
    data = bytearray(whole(kind))
    for place, junk in holes:
        at = int(place * min(len(data), near))
        data[at : at + len(junk)] = junk
    sent = written(tmp_path, bytes(data))
    try:
        found = fit_sound(str(sent), str(tmp_path / "kept"), 0, None)
    except (Refused, Unreadable):
        return
    assert 2 <= float(found["duration"]) <= 60
    assert len(found["peaks"]) == 400
