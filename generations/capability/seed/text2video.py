"""Clips from words: facts.md, section 4."""

from __future__ import annotations

from generations.capability.cells import State
from generations.capability.seed.rows import BOTH, LENGTHS, Row
from generations.capability.seed.words import (
    CAMERA_SHORT,
    CAMERA_UNPROVEN,
    NO_CAMERA,
    NO_CFG,
    NO_SOUND,
    PRO_ONLY,
    TURBO_UNPROVEN,
    YES,
)

_ALWAYS = {"negative_prompt": YES, "aspect_ratio": YES}
_V1_6 = {**_ALWAYS, "cfg_scale": YES, "sound": NO_SOUND}
_SHORT = {**_V1_6, "camera_control": CAMERA_UNPROVEN}
_LONG = {**_V1_6, "camera_control": CAMERA_SHORT}
_V2 = {
    **_ALWAYS,
    "cfg_scale": NO_CFG,
    "sound": NO_SOUND,
    "camera_control": NO_CAMERA,
}
_FROM_PICTURES = "v2.1 makes clips from pictures only."

ROWS = (
    Row("v1.6", BOTH, (5,), State.YES, None, _SHORT),
    Row("v1.6", BOTH, (10,), State.YES, None, _LONG),
    Row("v2.1", BOTH, LENGTHS, State.NO, _FROM_PICTURES, {}),
    Row("v2.1-master", (None,), LENGTHS, State.YES, None, _V2),
    Row("v2.5-turbo", BOTH, LENGTHS, State.UNVERIFIED, TURBO_UNPROVEN, _V2),
    Row("v2.6", ("std",), LENGTHS, State.NO, PRO_ONLY, {}),
    Row("v2.6", ("pro",), LENGTHS, State.YES, None, {**_V2, "sound": YES}),
)
