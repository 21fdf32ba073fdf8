"""Sounds by `audio_id`, as if the document's "audition interface" had made them.

The document names that interface and describes none, so there is nothing to imitate:
`sandbox-5000` stands for 5000 ms of la-la, and no other id exists.
"""

from __future__ import annotations

import io
import math
import re
import wave
from array import array
from functools import lru_cache

NAME = re.compile(r"sandbox-(\d{4,5})", re.ASCII)
SHORTEST, LONGEST = 2_000, 60_000
RATE = 16_000
SYLLABLE = 0.24
TUNE = (220.0, 246.9, 261.6, 246.9, 196.0, 220.0)


@lru_cache(maxsize=4)
def sound(audio_id: str) -> bytes | None:
    """Return the WAV of this id, None when there is none."""
    match = NAME.fullmatch(audio_id)
    if match is None or not SHORTEST <= int(match[1]) <= LONGEST:
        return None
    samples = array("h", map(_sample, range(int(match[1]) * RATE // 1000)))
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.tobytes())
    return out.getvalue()


def _sample(number: int) -> int:
    """Sing: one note for each syllable, swelling and fading."""
    syllable, at = divmod(number / RATE, SYLLABLE)
    turn = 2 * math.pi * TUNE[int(syllable) % len(TUNE)] * number / RATE
    voice = math.sin(turn) + 0.5 * math.sin(2 * turn) + 0.25 * math.sin(3 * turn)
    return round(9_000 * voice * math.sin(math.pi * at / SYLLABLE) ** 2)
