"""Take one frame out of a clip, exactly the one on screen. Runs in the child."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from av.container import InputContainer
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from generations.media.ingest.pictures import fitted
from generations.media.ingest.rules import check_shape
from generations.media.ingest.writing import write_picture
from generations.media.opening import opened, picture_stream
from generations.media.refused import Refused
from generations.media.rendering import upright
from generations.media.unreadable import Unreadable

#: Players name a frame by its start, rounded to the millisecond or a little less.
ROUNDING = Fraction(1, 1000)
TAIL = Fraction(2)  # seconds before the end where the search for the last one starts


def take_frame(
    path: str, out: str, moment: str | None, thumbnail: str | None = None
) -> dict[str, Any]:
    """Write as JPEG the frame shown at `moment`, in seconds; None is the last one."""
    with opened(path) as container:
        stream = picture_stream(container)
        if moment is None:
            frame = _last(container, stream)
        else:
            frame = _shown_at(Fraction(moment), container, stream)
        picture = upright(frame)
    check_shape(*picture.size)
    small = fitted(picture, *picture.size)
    return write_picture(small, out, thumbnail, photo=True)


def _shown_at(
    moment: Fraction, container: InputContainer, stream: VideoStream
) -> VideoFrame:
    shown: VideoFrame | None = None
    for frame in _from(moment, container, stream):
        if shown is not None and _starts(frame) > moment + ROUNDING:
            return shown
        shown = frame
    if shown is None:
        raise Unreadable("The pictures in the file cannot be decoded.")
    end = _ends(shown, stream)
    if moment > end + ROUNDING:
        raise Refused(
            "no_such_moment",
            f"The clip lasts {float(end):.3f} s; there is no picture at"
            f" {float(moment):.3f} s.",
            duration=round(float(end), 3),
        )
    return shown


def _last(container: InputContainer, stream: VideoStream) -> VideoFrame:
    length = Fraction(container.duration or 0, 1_000_000)
    last: VideoFrame | None = None
    for frame in _from(length - TAIL, container, stream):
        last = frame
    if last is None:
        raise Unreadable("The pictures in the file cannot be decoded.")
    return last


def _from(
    moment: Fraction, container: InputContainer, stream: VideoStream
) -> Iterator[VideoFrame]:
    """Decode from the last key frame at or before `moment`, or from the beginning."""
    first = None
    if moment > 0 and stream.time_base:
        container.seek(int(moment / stream.time_base), stream=stream)
        first = next(_decoded(container, stream), None)
    if first is None or _starts(first) > moment:
        container.seek(0)
    else:
        yield first
    yield from _decoded(container, stream)


def _decoded(container: InputContainer, stream: VideoStream) -> Iterator[VideoFrame]:
    return (frame for frame in container.decode(stream) if frame.pts is not None)


def _starts(frame: VideoFrame) -> Fraction:
    return (frame.pts or 0) * (frame.time_base or Fraction(0))


def _ends(frame: VideoFrame, stream: VideoStream) -> Fraction:
    if frame.duration and frame.time_base:
        return _starts(frame) + frame.duration * frame.time_base
    return _starts(frame) + 1 / (stream.average_rate or Fraction(24))
