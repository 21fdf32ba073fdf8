"""Only a whole video of a known kind is taken for a video."""

from __future__ import annotations

import random
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from generations.media.container import Facts, NotAVideo, inspect
from tests.media.clips import make_clip
from tests.media.raw_server import answer, serving

Damage = Callable[[bytes], bytes]


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clip whose index comes first, as gateways send them, in several groups."""
    folder = tmp_path_factory.mktemp("clip")
    return make_clip(folder / "clip.mp4", seconds=3, fps=24, gop=24)


def test_the_facts_of_an_mp4_are_exact(clip: Path):
    assert inspect(clip) == Facts(
        width=320,
        height=180,
        duration=Decimal("3.000"),
        fps=24.0,
        has_audio=True,
        video_codec="h264",
        size=clip.stat().st_size,
    )


@pytest.mark.parametrize(
    ("name", "codec", "expected"),
    [
        ("a.mov", "libx264", "h264"),
        ("a.webm", "libvpx", "vp8"),
        ("b.mp4", "av1", "av1"),
    ],
)
def test_other_containers_and_codecs_are_videos_too(
    tmp_path: Path, name: str, codec: str, expected: str
):
    encoder = "libsvtav1" if codec == "av1" else codec
    made = make_clip(tmp_path / name, seconds=1, codec=encoder, sound=False)
    facts = inspect(made)
    assert (facts.video_codec, facts.has_audio) == (expected, False)
    assert abs(facts.duration - 1) < Decimal("0.1")


def test_a_file_whose_index_comes_last_is_a_video(tmp_path: Path):
    made = make_clip(tmp_path / "a.mp4", seconds=1, faststart=False)
    assert inspect(made).duration == Decimal("1.000")


def test_the_name_of_a_file_means_nothing(tmp_path: Path, clip: Path):
    renamed = tmp_path / "http:--x|y %d.part"
    renamed.write_bytes(clip.read_bytes())
    assert inspect(renamed).width == 320


def test_a_half_file_with_its_index_first_is_incomplete(tmp_path: Path, clip: Path):
    half = tmp_path / "half.mp4"
    half.write_bytes(clip.read_bytes()[: clip.stat().st_size // 2])
    with pytest.raises(NotAVideo, match="incomplete"):
        inspect(half)


def junk(size: int) -> bytes:
    return random.Random(1).randbytes(size)


def media_starts(data: bytes) -> int:
    return data.index(b"mdat") + 4


DAMAGES: dict[str, Damage] = {
    "cut at one percent": lambda data: data[: len(data) // 100],
    "cut after the index": lambda data: data[: media_starts(data)],
    "cut near the end": lambda data: data[: len(data) * 95 // 100],
    "one byte short": lambda data: data[:-1],
    "head and junk": lambda data: (
        data[: media_starts(data)] + junk(len(data) - media_starts(data))
    ),
    "head and zeros": lambda data: (
        data[: media_starts(data)] + bytes(len(data) - media_starts(data))
    ),
    "junk in the last pictures": lambda data: (
        data[: len(data) * 4 // 5] + junk(len(data) - len(data) * 4 // 5)
    ),
    "head and a page": lambda data: data[: media_starts(data)] + b"<html>" * 9000,
    "junk before": lambda data: junk(64) + data,
    "only a type box": lambda data: data[:24],
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_a_damaged_video_is_not_a_video(tmp_path: Path, clip: Path, damage: Damage):
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(damage(clip.read_bytes()))
    with pytest.raises(NotAVideo):
        inspect(broken)


def test_a_half_webm_is_incomplete(tmp_path: Path):
    made = make_clip(tmp_path / "a.webm", codec="libvpx", fps=24, seconds=3)
    made.write_bytes(made.read_bytes()[: made.stat().st_size // 2])
    with pytest.raises(NotAVideo, match="incomplete"):
        inspect(made)


def test_sound_alone_is_not_a_video(tmp_path: Path):
    made = make_clip(tmp_path / "a.mp4", seconds=1, picture=False)
    with pytest.raises(NotAVideo, match="no moving picture"):
        inspect(made)


NOT_MEDIA = {
    "empty": b"",
    "one byte": b"\x00",
    "page": b"<!doctype html><title>Not found</title>",
    "error": b'{"code": 1201, "message": "no such task"}',
    "xml": b"<?xml version='1.0'?><Error><Code>AccessDenied</Code></Error>",
    "png": b"\x89PNG\r\n\x1a\n" + bytes(100),
    "gzip": b"\x1f\x8b\x08\x00" + bytes(100),
    "zip": b"PK\x03\x04" + bytes(100),
    "avi": b"RIFF\x00\x10\x00\x00AVI LIST" + bytes(100),
    "mpeg": b"\x00\x00\x01\xba" + bytes(100),
    "subtitles": b"WEBVTT\n\n00:00.000 --> 00:09.000\nhello\n",
    "webm head and junk": b"\x1a\x45\xdf\xa3" + junk(500),
    "mp4 head and junk": b"\x00\x00\x00\x18ftypmp42" + junk(500),
}


@pytest.mark.parametrize("content", NOT_MEDIA.values(), ids=NOT_MEDIA.keys())
def test_what_is_no_video_is_refused(tmp_path: Path, content: bytes):
    file = tmp_path / "clip.mp4"
    file.write_bytes(content)
    with pytest.raises(NotAVideo):
        inspect(file)


PLAYLISTS = [
    "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n{trap}/a.ts\n#EXT-X-ENDLIST\n",
    "ffconcat version 1.0\nfile '{trap}/a.mp4'\n",
    "file '{trap}/a.mp4'\n",
    "<?xml version='1.0'?><MPD><BaseURL>{trap}/a.mp4</BaseURL></MPD>",
    "v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\nm=video 9 RTP/AVP 96\r\n",
    "data:video/mp4;base64,AAAA",
    "{trap}/a.mp4",
]


@pytest.mark.parametrize("head", [b"", b"\x00\x00\x00\x08ftyp"], ids=["bare", "boxed"])
@pytest.mark.parametrize("playlist", PLAYLISTS)
def test_a_playlist_in_disguise_fetches_nothing(
    tmp_path: Path, playlist: str, head: bytes
):
    with serving(answer(b"caught")) as trap:
        file = tmp_path / "clip.mp4"
        file.write_bytes(head + playlist.format(trap=trap.origin).encode())
        with pytest.raises(NotAVideo):
            inspect(file)
        assert trap.connections == 0


def test_a_file_that_is_not_there_is_no_verdict_on_the_video(tmp_path: Path):
    with pytest.raises(FileNotFoundError):
        inspect(tmp_path / "nowhere.mp4")


def test_a_picture_of_impossible_size_is_refused(tmp_path: Path):
    made = make_clip(tmp_path / "a.mp4", seconds=1, fps=1, size=(4200, 4200))
    with pytest.raises(NotAVideo, match="impossible size"):
        inspect(made)
