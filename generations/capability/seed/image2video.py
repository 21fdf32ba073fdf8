"""Clips from a first frame, a last one, or both: facts.md, section 4 and its decision.

The three ways to steer one, an end frame, the motion brush and the camera, exclude each
other (facts.md 1.8, row 9). An end frame and sound do too (row 13).
"""

from __future__ import annotations

from generations.capability.cells import Feature, State
from generations.capability.seed.rows import LENGTHS, Row
from generations.capability.seed.words import (
    CAMERA_SHORT,
    CAMERA_UNPROVEN,
    NO_CAMERA,
    NO_CFG,
    NO_SOUND,
    PRO_ONLY,
    TURBO_UNPROVEN,
    YES,
    no,
)

BRUSH = ("static_mask", "dynamic_masks")
_BESIDE_BRUSH = ("image_tail", "camera_control")
_BESIDE_CAMERA = ("image_tail", *BRUSH)

_TAIL_IS_PRO = no("The end frame needs pro.")
_NO_TAIL = no("This model has no end frame.")
_TAIL = Feature(State.YES, needs=("image",))
_TAIL_OR_SOUND = Feature(State.YES, excludes=("sound",), needs=("image",))
#: The one model and mode whose clip may have an end frame and no first one.
_TAIL_ALONE = Feature(State.YES, excludes=(*BRUSH, "camera_control"))

_BRUSH_UNPROVEN = Feature(
    State.UNVERIFIED,
    "The gateway's guide describes the motion brush here; nobody has proven it yet. "
    "If it refuses, nothing is charged.",
    excludes=_BESIDE_BRUSH,
    needs=("image",),
)
_NO_BRUSH = no("This model has no motion brush.")
_BRUSH_SHORT = no("The motion brush works at 5 s only.")
_CAMERA = Feature(
    CAMERA_UNPROVEN.state, CAMERA_UNPROVEN.reason, excludes=_BESIDE_CAMERA
)

_ALWAYS = {
    "image": YES,
    "prompt": YES,
    "negative_prompt": YES,
    "aspect_ratio": no("The clip takes the shape of its picture."),
}
_V1_6 = {**_ALWAYS, "cfg_scale": YES, "sound": NO_SOUND}
_SHORT = {
    **_V1_6,
    **dict.fromkeys(BRUSH, _BRUSH_UNPROVEN),
    "camera_control": _CAMERA,
}
_LONG = {**_V1_6, **dict.fromkeys(BRUSH, _BRUSH_SHORT), "camera_control": CAMERA_SHORT}
_V2 = {
    **_ALWAYS,
    **dict.fromkeys(BRUSH, _NO_BRUSH),
    "cfg_scale": NO_CFG,
    "sound": NO_SOUND,
    "camera_control": NO_CAMERA,
}
_V2_STD = {**_V2, "image_tail": _TAIL_IS_PRO}
_V2_PRO = {**_V2, "image_tail": _TAIL}
_V2_6 = {
    **_V2,
    "image_tail": _TAIL_OR_SOUND,
    "sound": Feature(State.YES, excludes=("image_tail",)),
}

_V1_6_STD, _V1_6_PRO = {"image_tail": _TAIL_IS_PRO}, {"image_tail": _TAIL_ALONE}
_MASTER = {**_V2, "image_tail": _NO_TAIL}
_TURBO = (State.UNVERIFIED, TURBO_UNPROVEN)

ROWS = (
    Row("v1.6", ("std",), (5,), State.YES, None, {**_SHORT, **_V1_6_STD}),
    Row("v1.6", ("pro",), (5,), State.YES, None, {**_SHORT, **_V1_6_PRO}),
    Row("v1.6", ("std",), (10,), State.YES, None, {**_LONG, **_V1_6_STD}),
    Row("v1.6", ("pro",), (10,), State.YES, None, {**_LONG, **_V1_6_PRO}),
    Row("v2.1", ("std",), LENGTHS, State.YES, None, _V2_STD),
    Row("v2.1", ("pro",), LENGTHS, State.YES, None, _V2_PRO),
    Row("v2.1-master", (None,), LENGTHS, State.YES, None, _MASTER),
    Row("v2.5-turbo", ("std",), LENGTHS, *_TURBO, _V2_STD),
    Row("v2.5-turbo", ("pro",), LENGTHS, *_TURBO, _V2_PRO),
    Row("v2.6", ("std",), LENGTHS, State.NO, PRO_ONLY, {}),
    Row("v2.6", ("pro",), LENGTHS, State.YES, None, _V2_6),
)
