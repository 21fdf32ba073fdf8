"""Make a sound an MP3 that the gateway takes, and draw its wave. Runs in the child."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import av
import numpy as np
from av.audio.frame import AudioFrame

from generations.media.ingest.hearing import Ear, Samples
from generations.media.ingest.rules import (
    SOUND_READ_BYTES,
    SOUND_SECONDS,
    check_seconds,
    check_weight,
)
from generations.media.ingest.sound_kinds import check_riff, sound_format
from generations.media.ingest.waves import is_silent, peaks_of
from generations.media.opening import opened
from generations.media.refused import Refused

MP3 = "audio/mpeg"
BIT_RATE = 192_000  # 60 s of it are 1.4 MB
FAST = {"compression_level": "7"}  # at this bit rate nobody hears the difference
BARE = {"id3v2_version": "0", "fflags": "+bitexact"}  # no tags at all
FRAME = 1152
#: What encoders add at the ends of a sound that was cut to the second.
PADDING = 0.1


def fit_sound(path: str, out: str, start: float, end: float | None) -> dict[str, Any]:
    """Write the sound from `start` to `end` seconds as MP3, with its length and wave.

    The picture of a video and the cover of a song are left out.
    """
    check_weight(path, SOUND_READ_BYTES)
    check_riff(path)
    with opened(path, sound_format) as container:
        ear = Ear(container)
        samples = _wanted(ear, start, end)
    if is_silent(samples):
        raise Refused("silent", "Nothing can be heard in the sound. Send another one.")
    _write(samples, ear.rate, out)
    return {
        "type": MP3,
        "duration": f"{samples.shape[1] * 1000 // ear.rate / 1000:.3f}",
        "peaks": peaks_of(samples),
    }


def _wanted(ear: Ear, start: float, end: float | None) -> Samples:
    """Listen to the part, and to hardly more than can be taken; check its length."""
    most = SOUND_SECONDS[1]
    samples = ear.hear(start, start + most + 1 if end is None else end)
    seconds = samples.shape[1] / ear.rate
    if end is None and most < seconds <= most + PADDING:
        return samples[:, : most * ear.rate]
    if end is None and seconds > most:
        seconds = max(seconds, (ear.promised or 0) - start)
    check_seconds(seconds, SOUND_SECONDS, "sound")
    return samples


def _write(samples: Samples, rate: int, out: str) -> None:
    layout = "mono" if len(samples) == 1 else "stereo"
    with av.open(out, "w", format="mp3", container_options=BARE) as target:
        stream = target.add_stream("libmp3lame", rate=rate, layout=layout, options=FAST)
        stream.bit_rate = BIT_RATE
        for at in range(0, samples.shape[1], FRAME):
            piece = np.ascontiguousarray(samples[:, at : at + FRAME])
            frame = AudioFrame.from_ndarray(piece, format="s16p", layout=layout)
            frame.sample_rate, frame.pts = rate, at
            frame.time_base = Fraction(1, rate)
            target.mux(stream.encode(frame))
        target.mux(stream.encode(None))
