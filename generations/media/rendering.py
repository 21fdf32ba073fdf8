"""Draw posters, a preview and a blur from an untrusted video. Runs in the child."""

from __future__ import annotations

import math
from base64 import b64encode
from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import chain, islice
from pathlib import Path
from typing import Any

import av
from av.container import InputContainer, OutputContainer
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from PIL import Image

from generations.media import thumbhash
from generations.media.opening import MOST_PIXELS, opened, picture_stream
from generations.media.posters import write_poster
from generations.media.unreadable import Unreadable

PREVIEW_SECONDS = 3
PREVIEW_SHORT_SIDE = 480
PREVIEW_RATE = 24
PREVIEW_OPTIONS = {"preset": "veryfast", "crf": "29"}
FASTSTART = {"movflags": "+faststart"}
BLUR_SIDE = 32
BT709, UNSPECIFIED_COLOURS, SMPTE170M = 1, 2, 6
LEAST_HD_HEIGHT = 720


def render(
    path: str, posters: Mapping[str, str], preview: str | None, blur: bool
) -> dict[str, Any]:
    """Write the posters (by width) and the preview; return the blur if wanted.

    The video is read once, and no further than the preview needs.
    """
    with opened(path) as container:
        source = picture_stream(container)
        frames = _frames(container, source)
        first = next(frames, None)
        if first is None:
            raise Unreadable("The pictures in the file cannot be decoded.")
        picture = upright(first)
        for width, out in posters.items():
            write_poster(picture, Path(out), int(width))
        if preview is not None:
            _write_preview(chain([first], frames), _rate(source), preview)
    return {"blur": _blur(picture) if blur else None}


def hash_picture(path: str) -> dict[str, Any]:
    """Return the blur of a still picture."""
    try:
        with Image.open(path, formats=("JPEG", "PNG", "WEBP")) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise Unreadable("The picture is too large.")
            picture.draft("RGB", (BLUR_SIDE, BLUR_SIDE))
            return {"blur": _blur(picture.convert("RGB"))}
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        raise Unreadable("The picture cannot be read.") from error


def _frames(container: InputContainer, source: VideoStream) -> Iterator[VideoFrame]:
    return (frame for frame in container.decode(source) if frame.time is not None)


def _rate(source: VideoStream) -> Fraction:
    return source.average_rate or source.guessed_rate or Fraction(PREVIEW_RATE)


def still(frame: VideoFrame) -> Image.Image:
    """Return a frame as an RGB picture in the colours that players show."""
    rgb = frame.reformat(format="rgb24", src_colorspace=_colours(frame), threads=1)
    picture: Image.Image = rgb.to_image()  # type: ignore[no-untyped-call]
    return picture


def upright(frame: VideoFrame) -> Image.Image:
    """Return a frame the way up that players show it: phones film lying on a side."""
    picture = still(frame)
    turned = frame.rotation and frame.rotation % 90 == 0
    return picture.rotate(frame.rotation, expand=True) if turned else picture


def _colours(frame: VideoFrame) -> int:
    """Return the colour matrix; players take an unmarked HD picture for BT.709."""
    if frame.colorspace != UNSPECIFIED_COLOURS:
        return frame.colorspace
    return BT709 if min(frame.width, frame.height) >= LEAST_HD_HEIGHT else SMPTE170M


def _write_preview(frames: Iterator[VideoFrame], rate: Fraction, out: str) -> None:
    """Write the first seconds without sound, thinned to about a film's rate."""
    keep_every = max(1, round(rate / PREVIEW_RATE))
    shown = islice(frames, 0, math.ceil(rate * PREVIEW_SECONDS), keep_every)
    first = next(shown)
    with av.open(out, "w", format="mp4", container_options=FASTSTART) as target:
        stream = _preview_stream(target, first, rate / keep_every)
        for number, frame in enumerate(chain([first], shown)):
            small = frame.reformat(stream.width, stream.height, "yuv420p", threads=1)
            small.pts, small.time_base = number, keep_every / rate
            target.mux(stream.encode(small))
        target.mux(stream.encode(None))


def _preview_stream(
    target: OutputContainer, frame: VideoFrame, rate: Fraction
) -> VideoStream:
    stream = target.add_stream("libx264", rate=rate, options=PREVIEW_OPTIONS)
    scale = min(1, PREVIEW_SHORT_SIDE / min(frame.width, frame.height))
    stream.width = max(2, round(frame.width * scale / 2) * 2)
    stream.height = max(2, round(frame.height * scale / 2) * 2)
    stream.pix_fmt = "yuv420p"
    stream.codec_context.thread_count = 1
    stream.codec_context.colorspace = _colours(frame)
    return stream


def _blur(picture: Image.Image) -> str:
    small = picture.copy()
    small.thumbnail((BLUR_SIDE, BLUR_SIDE), Image.Resampling.BOX)
    flat = small.tobytes()
    pixels = list(zip(flat[::3], flat[1::3], flat[2::3], strict=True))
    return b64encode(thumbhash.encode(*small.size, pixels)).decode("ascii")
