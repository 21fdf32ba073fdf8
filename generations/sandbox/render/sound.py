"""A soft chord for films with sound: its notes come from the prompt."""

from __future__ import annotations

import numpy as np

from .palette import Array, Look

RATE = 48_000
ROOTS = (110.0, 123.47, 130.81, 146.83, 164.81)
CHORDS = ((0, 7, 12, 16), (0, 7, 12, 15), (0, 5, 12, 17), (0, 7, 14, 16))


def chord(look: Look, seconds: float) -> Array:
    """Return samples as (1, n), within -1 and 1, with a quiet tick every second."""
    dice = look.dice("sound")
    at = np.arange(round(seconds * RATE), dtype=np.float32) / RATE
    root = dice.choice(ROOTS)
    total = np.zeros_like(at)
    for step in CHORDS[dice.integers(len(CHORDS))]:
        pitch = np.float32(root * 2 ** (step / 12) * 6.2832)
        sway = 0.7 + 0.3 * np.sin(at * np.float32(dice.uniform(0.4, 1.3)))
        total += sway * (np.sin(pitch * at) + 0.3 * np.sin(2.003 * pitch * at))
    edges = np.clip(np.minimum(at / 0.8, (seconds - at) / 1.2), 0, 1)
    tick = np.sin(at * np.float32(9000)) * np.exp(-(at % 1) * np.float32(140))
    wave: Array = 0.055 * total * edges + 0.03 * tick
    return wave[None, :].astype(np.float32)
