"""A video for its faces is whole, of a size that is taken, and carries no notes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import av
import pytest

from generations.media.container import inspect
from generations.media.ingest.rules import check_video_size
from generations.media.ingest.uploads import take_video
from generations.media.refused import Refused
from tests.media.clips import make_clip
from tests.media.raw_server import answer, serving

MARKER = "+52.5-013.4/MARKER"


def packed(
    source: Path,
    out: Path,
    *,
    turned: int = 0,
    sound: str = "copy",
    notes: bool = False,
) -> Path:
    """Pack a clip anew, the way phones and cameras do."""
    options = {"movflags": "use_metadata_tags"}
    with (
        av.open(str(source)) as clip,
        av.open(str(out), "w", container_options=options) as target,
    ):
        if notes:
            target.metadata["com.apple.quicktime.location.ISO6709"] = MARKER
            target.metadata["title"] = MARKER
        picture = target.add_stream_from_template(clip.streams.video[0])
        if turned:
            picture.set_display_rotation(turned)
        voice: Any = target.add_stream(sound, rate=48_000) if sound != "copy" else None
        for packet in clip.demux():
            if packet.stream.type == "video" and packet.size:
                packet.stream = picture
                target.mux(packet)
            elif packet.stream.type == "audio" and voice:
                for frame in clip.streams.audio[0].decode(packet):
                    target.mux(voice.encode(frame))
        if voice:
            target.mux(voice.encode(None))
    return out


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clip of 720p with sound."""
    folder = tmp_path_factory.mktemp("video")
    return make_clip(folder / "clip.mp4", seconds=2.5, fps=8, size=(1280, 720))


def refused(tmp_path: Path, sent: Path) -> Refused:
    """Send a video that must be refused, and return how."""
    with pytest.raises(Refused) as refusal:
        take_video(sent, tmp_path / "kept")
    assert not (tmp_path / "kept").exists()
    return refusal.value


def pictures(path: Path) -> list[bytes]:
    """Return the coded pictures of a video."""
    with av.open(str(path)) as container:
        return [bytes(packet) for packet in container.demux(video=0) if packet.size]


def test_the_pictures_stay_as_they_are(tmp_path: Path, clip: Path):
    kept = take_video(clip, tmp_path / "kept")
    assert (kept.type, kept.width, kept.height) == ("video/mp4", 1280, 720)
    assert pictures(kept.path) == pictures(clip)
    facts = inspect(kept.path)
    assert (facts.duration, facts.size) == (kept.duration, kept.size)
    assert facts.has_audio
    assert kept.has_audio


def test_the_index_comes_first(tmp_path: Path, clip: Path):
    kept = take_video(packed(clip, tmp_path / "late.mp4"), tmp_path / "kept")
    data = kept.path.read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")


def test_a_mov_becomes_an_mp4_without_its_notes(tmp_path: Path, clip: Path):
    sent = packed(clip, tmp_path / "clip.mov", notes=True)
    assert MARKER.encode() in sent.read_bytes()
    kept = take_video(sent, tmp_path / "kept")
    assert b"MARKER" not in kept.path.read_bytes()
    assert kept.path.read_bytes()[8:12] == b"isom"


def test_the_plain_sound_of_a_camera_becomes_one_that_players_know(
    tmp_path: Path, clip: Path
):
    sent = packed(clip, tmp_path / "clip.mov", sound="pcm_s16le")
    kept = take_video(sent, tmp_path / "kept")
    with av.open(str(kept.path)) as container:
        voice = container.streams.audio[0]
        assert voice.codec_context.name == "aac"
        ends = [frame.time for frame in container.decode(voice)]
        assert 2.4 < float(ends[-1] or 0) < 2.6


def test_a_video_held_upright_stays_upright(tmp_path: Path, clip: Path):
    sent = packed(clip, tmp_path / "clip.mp4", turned=90)
    kept = take_video(sent, tmp_path / "kept")
    assert (kept.width, kept.height) == (720, 1280)
    with av.open(str(kept.path)) as container:
        assert next(container.decode(video=0)).rotation == 90


def test_hevc_is_taken(tmp_path: Path):
    sent = make_clip(
        tmp_path / "a.mp4", seconds=2, fps=2, size=(1280, 720), codec="libx265"
    )
    assert take_video(sent, tmp_path / "kept").width == 1280


@pytest.mark.parametrize(
    "size", [(1280, 720), (720, 1280), (1920, 1080), (1080, 1080), (1080, 2160)]
)
def test_720p_and_1080p_are_taken_either_way_up(size: tuple[int, int]):
    check_video_size(*size)


@pytest.mark.parametrize(
    "size", [(640, 480), (1280, 721), (3840, 2160), (2200, 1080), (500, 720)]
)
def test_other_sizes_are_refused_with_the_rule(size: tuple[int, int]):
    with pytest.raises(Refused, match="720p or 1080p") as refusal:
        check_video_size(*size)
    assert refusal.value.code == "bad_video_size"
    assert refusal.value.data["short_sides"] == [720, 1080]


def test_a_small_video_is_refused(tmp_path: Path):
    sent = make_clip(tmp_path / "a.mp4", seconds=2)
    assert refused(tmp_path, sent).code == "bad_video_size"


@pytest.mark.parametrize(("seconds", "code"), [(1.5, "too_short"), (62, "too_long")])
def test_a_video_too_short_or_too_long_is_refused(
    tmp_path: Path, seconds: float, code: str
):
    sent = make_clip(
        tmp_path / "a.mp4",
        seconds=seconds,
        fps=2,
        size=(720, 720),
        sound=False,
        color=(90, 90, 90),
    )
    refusal = refused(tmp_path, sent)
    assert refusal.code == code
    assert (refusal.data["least"], refusal.data["most"]) == (2, 60)


def test_other_kinds_of_video_are_refused_in_words(tmp_path: Path):
    webm = make_clip(tmp_path / "a.webm", seconds=2, codec="libvpx", fps=4)
    assert refused(tmp_path, webm).code == "unsupported_type"
    av1 = make_clip(
        tmp_path / "a.mp4", seconds=2, codec="libsvtav1", fps=2, size=(1280, 720)
    )
    assert "H.264" in refused(tmp_path, av1).detail


def test_a_half_video_and_a_sound_are_refused(tmp_path: Path, clip: Path):
    half = tmp_path / "half.mp4"
    half.write_bytes(clip.read_bytes()[: clip.stat().st_size // 2])
    assert refused(tmp_path, half).code == "unreadable"
    sound = make_clip(tmp_path / "sound.mp4", seconds=2, picture=False)
    assert refused(tmp_path, sound).code == "unreadable"


def test_a_video_too_heavy_is_refused_unread(tmp_path: Path):
    sent = tmp_path / "a.mp4"
    with sent.open("wb") as file:
        file.write(b"\x00\x00\x00\x18ftypisom")
        file.truncate(101_000_000)
    assert refused(tmp_path, sent).code == "too_heavy"


def test_pictures_that_nobody_can_decode_are_refused(tmp_path: Path, clip: Path):
    sent = tmp_path / "a.mp4"
    sent.write_bytes(clip.read_bytes().replace(b"avc1", b"zzzz"))
    assert refused(tmp_path, sent).code == "unreadable"


PLAYLISTS = [
    b"#EXTM3U\n#EXTINF:1,\n%s/a.ts\n#EXT-X-ENDLIST\n",
    b"ffconcat version 1.0\nfile '%s/a.mp4'\n",
    b"%s/a.mp4",
]


@pytest.mark.parametrize("head", [b"", b"\x00\x00\x00\x08ftyp"], ids=["bare", "boxed"])
@pytest.mark.parametrize("playlist", PLAYLISTS)
def test_a_playlist_in_disguise_fetches_nothing(
    tmp_path: Path, playlist: bytes, head: bytes
):
    with serving(answer(b"caught")) as trap:
        sent = tmp_path / "a.mp4"
        sent.write_bytes(head + playlist % trap.origin.encode())
        assert refused(tmp_path, sent).code == "unreadable"
        assert trap.connections == 0
