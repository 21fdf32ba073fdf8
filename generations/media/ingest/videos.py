"""Check a video for its faces, and pack it anew. Runs in the child.

It is packed anew, not encoded anew: the pictures stay as they are, and what a phone
notes beside them (place, owner, model) is left behind.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import av
from av.audio.stream import AudioStream
from av.container import InputContainer, OutputContainer
from av.packet import Packet
from av.video.stream import VideoStream
from PIL import Image

from generations.media.ingest.rules import (
    VIDEO_BYTES,
    VIDEO_SECONDS,
    check_seconds,
    check_video_size,
    check_weight,
)
from generations.media.ingest.writing import THUMBNAIL_WIDTH
from generations.media.opening import (
    head_of,
    is_decodable,
    opened,
    picture_stream,
    video_format,
)
from generations.media.posters import write_poster
from generations.media.probing import probe
from generations.media.refused import Refused
from generations.media.rendering import upright
from generations.media.unreadable import Unreadable

MP4 = "video/mp4"
PICTURES = frozenset({"h264", "hevc"})
SOUNDS_KEPT = frozenset({"aac", "mp3"})
BARE = {"movflags": "+faststart", "fflags": "+bitexact"}

Way = Callable[["Packet[Any]"], None]


def fit_video(path: str, out: str, thumbnail: str | None = None) -> dict[str, Any]:
    """Write the video as MP4 with one picture and at most one sound."""
    check_weight(path, VIDEO_BYTES)
    if video_format(head_of(path)) != "mp4":
        raise Refused(
            "unsupported_type", "The file is a WebM video. Send it as MP4 or MOV."
        )
    _check(probe(path))
    with opened(path) as source:
        _pack(source, out)
    check_weight(out, VIDEO_BYTES)
    made = probe(out)
    first = _first_picture(out)
    if thumbnail:
        write_poster(first, Path(thumbnail), THUMBNAIL_WIDTH)
    return {
        "type": MP4,
        "width": first.width,
        "height": first.height,
        "duration": made["duration"],
        "has_audio": made["has_audio"],
    }


def _check(found: dict[str, Any]) -> None:
    if found["video_codec"] not in PICTURES:
        raise Refused(
            "unsupported_type",
            f"The video's pictures are coded as {found['video_codec']}."
            " Send it as H.264 or HEVC.",
            video_codec=found["video_codec"],
        )
    check_video_size(found["width"], found["height"])
    check_seconds(float(found["duration"]), VIDEO_SECONDS, "video")


def _first_picture(path: str) -> Image.Image:
    """Return what players show first, the way up that they show it."""
    with opened(path) as container:
        first = next(container.decode(picture_stream(container)), None)
        if first is None:
            raise Unreadable("The pictures in the file cannot be decoded.")
        return upright(first)


def _pack(source: InputContainer, out: str) -> None:
    picture = picture_stream(source)
    voice = source.streams.best("audio")
    with av.open(out, "w", format="mp4", container_options=BARE) as target:
        ways: dict[int, Way] = {picture.index: _copied(target, picture)}
        if isinstance(voice, AudioStream) and is_decodable(voice):
            kept = voice.codec_context.name in SOUNDS_KEPT
            ways[voice.index] = (_copied if kept else _coded_anew)(target, voice)
        for packet in source.demux([source.streams[index] for index in ways]):
            ways[packet.stream_index](packet)


def _copied(target: OutputContainer, stream: VideoStream | AudioStream) -> Way:
    made = target.add_stream_from_template(stream)

    def copy(packet: Packet[Any]) -> None:
        if packet.size:
            packet.stream = made
            target.mux(packet)

    return copy


def _coded_anew(target: OutputContainer, stream: AudioStream) -> Way:
    """Return what makes AAC of cameras' plain sound, which MP4 players do not know."""
    rate = 44_100 if stream.rate == 44_100 else 48_000
    layout = "mono" if stream.channels == 1 else "stereo"
    made = target.add_stream("aac", rate=rate, layout=layout)
    resampler = av.AudioResampler(format="fltp", layout=layout, rate=rate)

    def encode(packet: Packet[Any]) -> None:
        for frame in stream.decode(packet):
            for piece in resampler.resample(frame):
                target.mux(made.encode(piece))
        if not packet.size:  # the last one
            for piece in resampler.resample(None):
                target.mux(made.encode(piece))
            target.mux(made.encode(None))

    return encode
