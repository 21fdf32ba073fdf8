"""Frames, sound and finished packets, written so that a player can start at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from heapq import merge
from typing import TYPE_CHECKING

import av

from .palette import Array
from .shoot import FULL_RATE
from .sound import RATE

if TYPE_CHECKING:
    from av.audio.stream import AudioStream
    from av.container import InputContainer, OutputContainer
    from av.stream import Stream
    from av.video.stream import VideoStream

TICK = Fraction(1, FULL_RATE)
NOW = Fraction(0)
X264 = {
    True: {"crf": "24"},
    False: {"crf": "20", "x264-params": "aq-mode=1:no-deblock=0:deblock=1,0"},
}
"""The encoder's options for quick films, and for those in full."""
COMMON = "stitchable=1:colorprim=bt709:transfer=bt709:colormatrix=bt709"
"""Makes headers depend on the size alone, so that films can be joined."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One frame, shown from `at` to `end` seconds."""

    frame: av.VideoFrame
    at: Fraction
    end: Fraction


def film_stream(
    out: OutputContainer, size: tuple[int, int], *, quick: bool, base: Fraction = TICK
) -> VideoStream:
    """Add the picture's stream; every time in it is a multiple of `base` seconds.

    Quick films have the same headers: they too are said to move at 24 a second.
    """
    options = X264[quick]
    params = ":".join(filter(None, (options.get("x264-params"), COMMON)))
    options = {"preset": "ultrafast", "g": "48", **options, "x264-params": params}
    video = out.add_stream("libx264", rate=FULL_RATE, options=options)
    video.width, video.height = size
    video.pix_fmt = "yuv420p"
    video.thread_count = 1
    video.codec_context.time_base = base
    return video


def cells(
    frames: Iterable[av.VideoFrame], rate: int, start: Fraction = NOW
) -> Iterator[Cell]:
    """Yield frames that follow each other at a rate, from `start` on."""
    for number, frame in enumerate(frames):
        at, end = Fraction(number, rate), Fraction(number + 1, rate)
        yield Cell(frame, start + at, start + end)


def film_packets(video: VideoStream, cells: Iterable[Cell]) -> Iterator[av.Packet]:
    """Yield the packets of frames, each told how long it is shown."""
    base = Fraction(video.codec_context.time_base)
    lengths: dict[int, int] = {}
    for cell in cells:
        pts = round(cell.at / base)
        cell.frame.pts, cell.frame.time_base = pts, base
        lengths[pts] = round(cell.end / base) - pts
        yield from _lasting(video.encode(cell.frame), lengths)
    yield from _lasting(video.encode(None), lengths)


def _lasting(packets: list[av.Packet], lengths: dict[int, int]) -> Iterator[av.Packet]:
    for packet in packets:
        packet.duration = lengths.pop(packet.pts or 0)
        yield packet


def sound_packets(audio: AudioStream, samples: Array) -> list[av.Packet]:
    """Return the packets of samples (1, n) at `RATE`."""
    # Whole packets only, and none of the encoder's padding beyond the picture.
    samples = samples[:, : (samples.shape[1] // 1024 - 1) * 1024].copy()
    wave = av.AudioFrame.from_ndarray(samples, format="fltp", layout="mono")
    wave.sample_rate = RATE
    return [*audio.encode(wave), *audio.encode(None)]


def copied_packets(
    source: InputContainer, old: Stream, new: Stream
) -> Iterator[av.Packet]:
    """Yield a stream's packets as they are, to be written to `new`."""
    for packet in source.demux(old):
        if packet.dts is not None:  # the last one is empty
            packet.stream = new
            yield packet


def printed(seconds: Fraction) -> str:
    """Return a length as the provider prints it, cut to milliseconds."""
    return f"{int(seconds * 1000) / 1000:g}"


def write(out: OutputContainer, *tracks: Iterable[av.Packet]) -> None:
    """Write packets of several streams in the order in which they are due."""
    for packet in merge(*tracks, key=_due):
        out.mux(packet)


def _due(packet: av.Packet) -> Fraction:
    return (packet.dts or 0) * Fraction(packet.time_base)


def cells_of(source: InputContainer) -> Iterator[Cell]:
    """Yield the frames of a film from 0 seconds on, each until the next is due."""
    video = source.streams.video[0]
    base = Fraction(video.time_base or TICK)
    waiting: tuple[av.VideoFrame, Fraction] | None = None
    first: Fraction | None = None
    for frame in source.decode(video):
        at = (frame.pts or 0) * base
        first = at if first is None else first
        if waiting:
            yield Cell(*waiting, at - first)
        waiting = _even(frame), at - first
    if waiting:
        end = (video.duration or 0) * base
        yield Cell(*waiting, max(end, waiting[1] + base))


def _even(frame: av.VideoFrame) -> av.VideoFrame:
    """Return a frame as yuv420p, which needs sides of even length."""
    width, height = frame.width & ~1, frame.height & ~1
    if (frame.format.name, frame.width, frame.height) == ("yuv420p", width, height):
        return frame
    return frame.reformat(width, height, "yuv420p")
