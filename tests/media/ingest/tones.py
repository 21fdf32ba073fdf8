"""Small real sounds, made as tests need them."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np

#: How each kind of file is made: the container, the codec, and its sample format.
KINDS = {
    "wav": ("wav", "pcm_s16le", "s16"),
    "deep wav": ("wav", "pcm_s24le", "s32"),
    "mp3": ("mp3", "libmp3lame", "s16p"),
    "m4a": ("ipod", "aac", "fltp"),
    "mov": ("mov", "alac", "s16p"),
    "ogg": ("ogg", "libopus", "s16"),
    "webm": ("webm", "libopus", "s16"),
    "aac": ("adts", "aac", "fltp"),
}


def make_tone(
    path: Path,
    kind: str = "wav",
    *,
    seconds: float = 3,
    rate: int = 48_000,
    layout: str = "mono",
    level: float = 0.5,
    quiet_until: float = 0,
    tags: dict[str, str] | None = None,
) -> Path:
    """Write a tone, silent up to `quiet_until` seconds, `level` loud after."""
    container, codec, form = KINDS[kind]
    with av.open(str(path), "w", format=container) as target:
        target.metadata.update(tags or {})
        stream: Any = target.add_stream(codec, rate=rate, layout=layout)
        stream.bit_rate = 160_000
        resampler = av.AudioResampler(
            stream.codec_context.format.name if form == "s32" else form,
            layout,
            rate,
            frame_size=stream.codec_context.frame_size or 1024,
        )
        for frame in [_tone(seconds, rate, layout, level, quiet_until), None]:
            for piece in resampler.resample(frame):
                target.mux(stream.encode(piece))
        target.mux(stream.encode(None))
    return path


def _tone(
    seconds: float, rate: int, layout: str, level: float, quiet_until: float
) -> av.AudioFrame:
    moments = np.arange(round(seconds * rate)) / rate
    wave = np.sin(2 * np.pi * 440 * moments) * level * (moments >= quiet_until)
    channels = av.AudioLayout(layout).nb_channels
    samples = np.tile(wave.astype(np.float32), (channels, 1))
    frame = av.AudioFrame.from_ndarray(samples, format="fltp", layout=layout)
    frame.sample_rate, frame.pts, frame.time_base = rate, 0, Fraction(1, rate)
    return frame
