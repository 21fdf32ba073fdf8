"""The outline of a sound, for drawing it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

PEAKS = 400
FULL_SCALE = 32_768
LOUDEST = 255
SILENCE = 33  # of 32768: sixty decibels below the loudest


def peaks_of(samples: NDArray[np.int16]) -> list[int]:
    """Return how loud each of 400 equal parts gets, from 0 to 255.

    `samples` are channels by moments, at least 400 of these.
    """
    loudest = np.abs(samples.astype(np.int32)).max(axis=0)
    starts = np.arange(PEAKS) * len(loudest) // PEAKS
    peaks = np.maximum.reduceat(loudest, starts) * LOUDEST / FULL_SCALE
    return [round(float(peak)) for peak in peaks]


def is_silent(samples: NDArray[np.int16]) -> bool:
    """Return whether nobody could hear anything in it."""
    return int(samples.max()) - int(samples.min()) <= 2 * SILENCE
