"""Small real videos, made as tests need them."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np

RATE = 48_000
SPEED = {
    "libx264": {"preset": "ultrafast"},
    "libvpx": {"deadline": "realtime"},
    "libsvtav1": {"preset": "12"},
}


def make_clip(
    path: Path,
    *,
    seconds: float = 2,
    size: tuple[int, int] = (320, 180),
    fps: int = 12,
    picture: bool = True,
    sound: bool = True,
    codec: str = "libx264",
    faststart: bool = True,
    color: tuple[int, int, int] | None = None,
    noise: bool = False,
    gop: int = 250,
) -> Path:
    """Write a clip of `seconds`; `.mp4`, `.mov` or `.webm` by the name of `path`.

    The picture is one `color`, `noise` in blocks of 10 pixels, or a moving gradient;
    the sound is a tone.
    """
    index_first = faststart and path.suffix != ".webm"
    options = {"movflags": "+faststart"} if index_first else {}
    with av.open(str(path), "w", container_options=options) as container:
        streams: list[tuple[Any, Iterator[Any]]] = []
        if picture:
            stream = container.add_stream(codec, rate=fps, options=SPEED.get(codec, {}))
            stream.width, stream.height = size
            stream.pix_fmt = "yuv420p"
            stream.codec_context.gop_size = gop
            streams.append(
                (stream, _pictures(round(seconds * fps), size, color, noise))
            )
        if sound:
            sound_codec = "libopus" if path.suffix == ".webm" else "aac"
            streams.append(
                (container.add_stream(sound_codec, rate=RATE), _tone(seconds))
            )
        for encoder, frames in streams:
            for frame in frames:
                container.mux(encoder.encode(frame))
            container.mux(encoder.encode(None))
    return path


def _pictures(
    count: int,
    size: tuple[int, int],
    color: tuple[int, int, int] | None,
    noise: bool,
) -> Iterator[av.VideoFrame]:
    dice = np.random.default_rng(1)
    for number in range(count):
        pixels = _pixels(size, number, color)
        if noise:
            coarse = dice.integers(0, 256, (size[1] // 10, size[0] // 10, 3), np.uint8)
            pixels = np.kron(coarse, np.ones((10, 10, 1), np.uint8))
        yield av.VideoFrame.from_ndarray(pixels)


def _pixels(
    size: tuple[int, int], number: int, color: tuple[int, int, int] | None
) -> np.ndarray:
    width, height = size
    if color is not None:
        return np.full((height, width, 3), color, dtype=np.uint8)
    across = np.arange(width) + 4 * number
    down = np.arange(height)[:, None]
    red = np.broadcast_to(across, (height, width))
    mix = np.stack([red, across + down, red // 2 + down], axis=-1)
    return (mix % 256).astype(np.uint8)


def _tone(seconds: float) -> Iterator[av.AudioFrame]:
    for start in range(0, round(seconds * RATE), 960):
        wave = np.sin(2 * np.pi * 440 * (start + np.arange(960)) / RATE) / 4
        frame = av.AudioFrame.from_ndarray(
            wave.astype(np.float32)[None], format="fltp", layout="mono"
        )
        frame.sample_rate, frame.pts = RATE, start
        frame.time_base = Fraction(1, RATE)
        yield frame
