"""Looks at films and listens to them, for tests that measure."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

Light = NDArray[np.int16]
RATE = 48_000


@dataclass(frozen=True)
class Shown:
    """One frame: when it is shown, in seconds, and its light, row by row."""

    at: float
    light: Light


def shown(path: Path) -> list[Shown]:
    """Return every frame of a film."""
    with av.open(str(path)) as film:
        return [
            Shown(float(frame.time), frame.to_ndarray(format="gray").astype(np.int16))
            for frame in film.decode(video=0)
        ]


def apart(one: Light, other: Light) -> float:
    """Return the mean difference in brightness, of 255."""
    return float(np.abs(one - other).mean())


def heard(path: Path) -> Any:
    """Return the sound of a film as one channel at `RATE`, from its beginning."""
    resampler = av.AudioResampler(format="flt", layout="mono", rate=RATE)
    parts = []
    with av.open(str(path)) as film:
        for frame in film.decode(audio=0):
            parts += [piece.to_ndarray()[0] for piece in resampler.resample(frame)]
    return np.concatenate(parts)


def loudness(samples: Any, start: float, end: float) -> float:
    """Return the root mean square between two seconds."""
    part = samples[round(start * RATE) : round(end * RATE)]
    return float(np.sqrt((part * part).mean()))


def seconds(path: Path) -> float:
    with av.open(str(path)) as film:
        return (film.duration or 0) / av.time_base
