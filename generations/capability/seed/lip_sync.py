"""Mouths that follow a sound, and the look for faces before: facts.md 1.5, 1.6 and 5.

Neither has a model: both take any clip.
"""

from __future__ import annotations

from decimal import Decimal

from generations.capability.cells import Cell, Feature, Price, State
from generations.capability.seed.words import YES

_AUDITION = Feature(
    State.UNVERIFIED,
    "The gateway's guide names the source of such sounds without describing it; nobody "
    "has proven it yet. If it refuses, nothing is charged.",
    excludes=("audio",),
)
_FEATURES = {
    "audio": Feature(State.YES, excludes=("audio_id",)),
    "audio_id": _AUDITION,
    "sound_start_time": YES,
    "sound_end_time": YES,
    "sound_insert_time": YES,
    "sound_volume": YES,
    "original_audio_volume": YES,
}

LIP_SYNC = Cell("lip_sync", None, None, None, State.YES, features=_FEATURES)
LIP_SYNC_PRICE = Price(Decimal("0.50"), per_seconds=5)

#: What a look for faces costs, unpublished: free until an operator knows better. It is
#: no kind of a request, so no field of one leads to it.
IDENTIFY_FACE = Cell("identify_face", None, None, None, State.YES)
IDENTIFY_FACE_PRICE = Price(Decimal("0.00"))
