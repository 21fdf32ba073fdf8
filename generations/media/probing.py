"""Find out whether a video is whole, and what is in it. Runs in the child.

A transfer can end early without any error, and a file whose index comes first then
opens like a good one. So every packet is read, the packets must span the length that
the index promises, and the first and the last pictures must decode.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

from av.audio.stream import AudioStream
from av.container import InputContainer
from av.packet import Packet
from av.video.stream import VideoStream

from generations.media.opening import opened, picture_stream
from generations.media.unreadable import Unreadable

SLACK = Fraction(1, 2)  # seconds that a stream may fall short of its promise
MICROSECONDS = 1_000_000

Stream = VideoStream | AudioStream


@dataclass
class Reach:
    """How far the packets of one stream go, in its own time base."""

    start: int | None = None
    end: int = 0

    def add(self, packet: Packet[Any]) -> None:
        """Count one packet; one without a time says nothing."""
        if packet.pts is None:
            return
        self.start = packet.pts if self.start is None else min(self.start, packet.pts)
        self.end = max(self.end, packet.pts + (packet.duration or 0))

    def seconds(self, time_base: Fraction) -> Fraction:
        """Return the span covered."""
        return (self.end - (self.start or 0)) * time_base


@dataclass
class Survey:
    """What one pass over all packets found."""

    reaches: dict[int, Reach] = field(default_factory=dict)
    first: Packet[Any] | None = None
    last_group: list[Packet[Any]] = field(default_factory=list)


def probe(path: str) -> dict[str, Any]:
    """Return the facts of a whole video, JSON-safe; raise Unreadable otherwise."""
    with opened(path) as container:
        picture = picture_stream(container)
        streams: list[Stream] = [picture, *container.streams.audio]
        survey = _survey(container, streams)
        length = _promised(picture, container) or _reached(picture, survey)
        for stream in streams:
            _check_span(stream, survey, _promised(stream, container))
        _check_decodes(picture, survey)
        return {
            "width": picture.width,
            "height": picture.height,
            "duration": f"{float(length):.3f}",
            "fps": float(picture.average_rate or picture.guessed_rate or 0),
            "has_audio": bool(container.streams.audio),
            "video_codec": picture.codec_context.codec.canonical_name,
            "size": Path(path).stat().st_size,
        }


def _survey(container: InputContainer, streams: list[Stream]) -> Survey:
    survey = Survey({stream.index: Reach() for stream in streams})
    for packet in container.demux(streams):
        if packet.is_corrupt:
            raise Unreadable("The file is incomplete: a packet is cut short.")
        if packet.size == 0:
            continue
        survey.reaches[packet.stream_index].add(packet)
        if packet.stream_index == streams[0].index:
            survey.first = survey.first or packet
            if packet.is_keyframe:
                survey.last_group = []
            survey.last_group.append(packet)
    return survey


def _promised(stream: Stream, container: InputContainer) -> Fraction | None:
    """Return the length in seconds that the index gives a stream."""
    if stream.duration is not None and stream.time_base is not None:
        return stream.duration * stream.time_base
    if isinstance(stream, VideoStream) and container.duration is not None:
        return Fraction(container.duration, MICROSECONDS)
    return None


def _reached(stream: Stream, survey: Survey) -> Fraction:
    return survey.reaches[stream.index].seconds(stream.time_base or Fraction(0))


def _check_span(stream: Stream, survey: Survey, promised: Fraction | None) -> None:
    reached = _reached(stream, survey)
    if promised is not None and reached < promised - SLACK:
        raise Unreadable(
            f"The file is incomplete: {float(reached):.1f} of {float(promised):.1f}"
            f" seconds of its {stream.type}."
        )
    if reached <= 0 and isinstance(stream, VideoStream):
        raise Unreadable("The moving picture has no length.")


def _check_decodes(picture: VideoStream, survey: Survey) -> None:
    first = [survey.first] if survey.first else []
    for packets in (first, survey.last_group):
        picture.codec_context.flush_buffers()
        if not _decodes(picture, packets):
            raise Unreadable("The pictures in the file cannot be decoded.")


def _decodes(picture: VideoStream, packets: Iterable[Packet[Any]]) -> bool:
    context = picture.codec_context
    decoded = [bool(context.decode(packet)) for packet in (*packets, None)]
    return any(decoded)
