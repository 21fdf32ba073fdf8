"""The sound of a lip-sync: the earlier film's own, and the new one at its time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from generations.sandbox.parents import Lips

from .sound import RATE

Wave = NDArray[np.float32]
BEAT = 1 / 24
"""Seconds over which loudness is taken: a frame of a film in full."""
SOFT = 0.005
"""Seconds over which the edges of a cut are faded, so that they do not click."""
QUIET = 0.08
"""The part of the loudest moment below which a mouth stays closed."""


def samples_of(path: Path) -> Wave | None:
    """Return all sound of a file, one channel at `RATE`; None where there is none."""
    with av.open(path) as file:
        if not file.streams.audio:
            return None
        parts = list(_resampled(file))
    return np.concatenate(parts) if parts else None


def _resampled(file: av.container.InputContainer) -> Iterator[Wave]:
    """Yield the sound from the film's own beginning on."""
    resampler = av.AudioResampler(format="flt", layout="mono", rate=RATE)
    first = True
    for frame in file.decode(audio=0):
        if first and (late := round((frame.time or 0) * RATE)) > 0:
            yield np.zeros(late, np.float32)
        first, frame.pts = False, None
        for piece in resampler.resample(frame):
            yield piece.to_ndarray()[0]
    for piece in resampler.resample(None):
        yield piece.to_ndarray()[0]


def cut(sound: Wave, lips: Lips) -> Wave:
    """Return the part of a sound that is inserted, at its volume."""
    part = sound[_at(lips.start) : _at(lips.end)] * np.float32(lips.volume)
    soft = round(SOFT * RATE)
    edge = np.minimum(np.arange(len(part)), np.arange(len(part))[::-1]) / soft
    return np.asarray(part * np.clip(edge, 0, 1), np.float32)


def mixed(original: Wave | None, part: Wave, lips: Lips, seconds: float) -> Wave:
    """Return samples as (1, n), within -1 and 1, for a film of so many seconds."""
    total = np.zeros(round(seconds * RATE), np.float32)
    if original is not None:
        heard = original[: len(total)]
        total[: len(heard)] += heard * np.float32(lips.original_volume)
    start = _at(lips.insert)
    inserted = part[: len(total) - start]
    total[start : start + len(inserted)] += inserted
    return np.clip(total, -1, 1)[None, :]


def openings(part: Wave) -> Wave:
    """Return how wide a mouth is for each beat of a sound, 0 to 1.

    A sound that is quiet all through opens it as wide as a loud one.
    """
    size = round(BEAT * RATE)
    beats = part[: len(part) // size * size].reshape(-1, size)
    loud = np.sqrt((beats * beats).mean(1)) if len(beats) else np.zeros(1, np.float32)
    most = float(loud.max())
    if most < 1e-4:
        return np.zeros_like(loud)
    relative = loud / most
    return np.asarray(np.where(relative < QUIET, 0, relative**0.7), np.float32)


def _at(milliseconds: int) -> int:
    return round(milliseconds * RATE / 1000)
