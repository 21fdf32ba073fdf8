"""What fields are called when a person is told of them."""

from __future__ import annotations

import re

#: Names for a person. A field without one is named as it was sent.
LABELS = {
    "non_field": "The request",
    "kind": "Kind",
    "model": "Model",
    "mode": "Mode",
    "duration": "Length",
    "prompt": "Prompt",
    "negative_prompt": "Negative prompt",
    "cfg_scale": "Prompt strength (cfg_scale)",
    "sound": "Sound",
    "aspect_ratio": "Shape (aspect_ratio)",
    "camera_control": "Camera",
    "camera_control.type": "Camera move (type)",
    "camera_control.config": "Camera config",
    "camera_control.config.horizontal": "Camera horizontal",
    "camera_control.config.vertical": "Camera vertical",
    "camera_control.config.pan": "Camera pan",
    "camera_control.config.tilt": "Camera tilt",
    "camera_control.config.roll": "Camera roll",
    "camera_control.config.zoom": "Camera zoom",
    "title": "Title",
    "metadata": "Metadata",
    "quote": "Quote",
    "max_credits": "Highest price (max_credits)",
    "image": "First frame (image)",
    "image_tail": "End frame (image_tail)",
    "static_mask": "Still area (static_mask)",
    "dynamic_masks": "Motion brush (dynamic_masks)",
    "image_list": "Picture list (image_list)",
    "video": "Clip (video)",
    "face_session": "Face session",
    "face_id": "Face (face_id)",
    "asset": "Uploaded video (asset)",
    "audio": "Sound file (audio)",
    "audio_id": "Spoken sound (audio_id)",
    "sound_start_time": "Start in the sound (sound_start_time)",
    "sound_end_time": "End in the sound (sound_end_time)",
    "sound_insert_time": "Place in the clip (sound_insert_time)",
    "sound_volume": "Volume of the sound (sound_volume)",
    "original_audio_volume": "Volume of the clip (original_audio_volume)",
}

#: Places in lists, which people count from one.
_PLACES = (
    (r"image_list\.([0-9]{1,3})", "Picture {0}"),
    (r"dynamic_masks\.([0-9]{1,3})", "Area {0}"),
    (r"dynamic_masks\.([0-9]{1,3})\.mask", "Mask of area {0}"),
    (r"dynamic_masks\.([0-9]{1,3})\.trajectories", "Path of area {0}"),
    (
        r"dynamic_masks\.([0-9]{1,3})\.trajectories\.([0-9]{1,3})",
        "Point {1} of area {0}",
    ),
    (
        r"dynamic_masks\.([0-9]{1,3})\.trajectories\.([0-9]{1,3})\.([xy])",
        "{2} of point {1} of area {0}",
    ),
)
_PATTERNS = tuple((re.compile(pattern), words) for pattern, words in _PLACES)


def label_of(field: str) -> str:
    """Return a field's name for a person; without one it is named as it was sent."""
    return LABELS.get(field) or _place(field) or f"`{field}`"


def _place(field: str) -> str | None:
    for pattern, words in _PATTERNS:
        found = pattern.fullmatch(field)
        if found:
            return words.format(*(_counted(part) for part in found.groups()))
    return None


def _counted(part: str) -> str:
    """Count from one; `x` and `y` stay as they are."""
    return str(int(part) + 1) if part.isdecimal() else part
