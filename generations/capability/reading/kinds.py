"""Which fields each kind takes, in the order in which people are told of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from generations.capability import limits
from generations.capability.reading.brush import dynamic_masks
from generations.capability.reading.camera import camera
from generations.capability.reading.ids import identity, name, pictures, uploaded
from generations.capability.reading.scalars import (
    Reader,
    choice,
    filled,
    number,
    optional,
)
from generations.capability.reading.whole import whole

ASPECT_RATIOS = ("16:9", "9:16", "1:1")
SOUND = ("on", "off")


@dataclass(frozen=True, slots=True)
class Field:
    """A field's reader, and what it is when a cell takes it and nobody said."""

    read: Reader
    default: object = None
    required: bool = False


Fields = Mapping[str, Field]

_PROMPT = Field(partial(filled, limit=limits.PROMPT), required=True)
_PROMPT_IF_ANY = Field(partial(optional, limit=limits.PROMPT))
_NEGATIVE = Field(partial(optional, limit=limits.NEGATIVE_PROMPT))
_CFG_SCALE = Field(partial(number, bounds=limits.CFG_SCALE))
_SOUND = Field(partial(choice, choices=SOUND), default="off")
_ASPECT_RATIO = Field(partial(choice, choices=ASPECT_RATIOS), default="16:9")
_CAMERA = Field(camera)
_PICTURE = Field(partial(uploaded, what="a picture"))
_MASK = Field(partial(uploaded, what="a mask"))
_MOMENT = partial(whole, bounds=(0, limits.SAFE_INTEGER))
_VOLUME = Field(partial(number, bounds=limits.VOLUME), default=1)

TEXT2VIDEO: Fields = {
    "prompt": _PROMPT,
    "negative_prompt": _NEGATIVE,
    "cfg_scale": _CFG_SCALE,
    "sound": _SOUND,
    "aspect_ratio": _ASPECT_RATIO,
    "camera_control": _CAMERA,
}

#: Takes no shape, for it has the picture's; the field is here to be told so.
IMAGE2VIDEO: Fields = {
    "image": _PICTURE,
    "image_tail": _PICTURE,
    "prompt": _PROMPT_IF_ANY,
    "negative_prompt": _NEGATIVE,
    "cfg_scale": _CFG_SCALE,
    "sound": _SOUND,
    "static_mask": _MASK,
    "dynamic_masks": Field(dynamic_masks),
    "camera_control": _CAMERA,
    "aspect_ratio": Field(_ASPECT_RATIO.read),
}

MULTI_IMAGE2VIDEO: Fields = {
    "image_list": Field(pictures, required=True),
    "prompt": _PROMPT,
    "negative_prompt": _NEGATIVE,
    "aspect_ratio": _ASPECT_RATIO,
}

VIDEO_EXTEND: Fields = {
    "video": Field(partial(identity, what="a clip"), required=True),
    "prompt": _PROMPT_IF_ANY,
}

#: The end in the sound is the sound's own, so it is filled in where that is known.
LIP_SYNC: Fields = {
    "face_session": Field(partial(identity, what="a face session"), required=True),
    "face_id": Field(partial(name, what="the id of a face"), required=True),
    "audio": Field(partial(uploaded, what="a sound")),
    "audio_id": Field(partial(name, what="the gateway's id of a sound")),
    "sound_start_time": Field(_MOMENT, default=0),
    "sound_end_time": Field(_MOMENT),
    "sound_insert_time": Field(_MOMENT, default=0),
    "sound_volume": _VOLUME,
    "original_audio_volume": _VOLUME,
}

#: Every kind of the public interface, offered or not.
KIND_FIELDS: Mapping[str, Fields] = {
    "text2video": TEXT2VIDEO,
    "image2video": IMAGE2VIDEO,
    "multi_image2video": MULTI_IMAGE2VIDEO,
    "video_extend": VIDEO_EXTEND,
    "lip_sync": LIP_SYNC,
}

#: Kinds that start from a clip, and the choices that come with it: nobody makes them.
FROM_CLIP: Mapping[str, tuple[str, ...]] = {
    "video_extend": ("model", "mode"),
    "lip_sync": (),
}

#: The fields by which such a kind names its clip.
CLIP_FIELDS = ("video", "face_session")
