"""Bad bodies of multi_image2video."""

from __future__ import annotations

from typing import Any

from tests.capability.things import CLIP, MASK, PICTURE, SMALL, STRANGER

ROWS: list[tuple[Any, ...]] = [
    ({"image_list": None}, "image_list", "required"),
    ({"image_list": []}, "image_list", "too_few"),
    ({"image_list": [PICTURE] * 5}, "image_list", "too_many"),
    ({"image_list": PICTURE}, "image_list", "wrong_type"),
    ({"image_list": {"0": PICTURE}}, "image_list", "wrong_type"),
    ({"image_list": [PICTURE, None]}, "image_list.1", "wrong_type"),
    ({"image_list": [{"image": PICTURE}]}, "image_list.0", "wrong_type"),
    ({"image_list": [PICTURE, "b.png"]}, "image_list.1", "bad_format"),
    ({"image_list": [PICTURE, ""]}, "image_list.1", "bad_format"),
    ({"image_list": [STRANGER, SMALL]}, "image_list.0", "unknown_id"),
    ({"image_list": [SMALL, MASK]}, "image_list.1", "wrong_purpose"),
    ({"image_list": [SMALL, CLIP]}, "image_list.1", "unknown_id"),
    (
        {"image_list": [5, "x", MASK, STRANGER]},
        [
            ("image_list.0", "wrong_type"),
            ("image_list.1", "bad_format"),
            ("image_list.2", "wrong_purpose"),
            ("image_list.3", "unknown_id"),
        ],
    ),
    ({"prompt": None}, "prompt", "required"),
    ({"prompt": "  "}, "prompt", "empty"),
    ({"negative_prompt": "x" * 2501}, "negative_prompt", "too_long"),
    ({"aspect_ratio": "16:09"}, "aspect_ratio", "unknown_value"),
    ({"aspect_ratio": 1.78}, "aspect_ratio", "wrong_type"),
    ({"model": "v2.6"}, "model", "not_offered"),
    ({"model": "v2.1-master"}, "model", "not_offered"),
    ({"model": None}, "model", "required"),
    ({"mode": "ultra"}, "mode", "unknown_value"),
    ({"duration": "ten"}, "duration", "unknown_value"),
    ({"duration": 5.0}, "duration", "wrong_type"),
    ({"cfg_scale": 0.5}, "cfg_scale", "unknown_field"),
    ({"sound": "on"}, "sound", "unknown_field"),
    ({"image": PICTURE}, "image", "unknown_field"),
    ({"camera_control": {"type": "down_back"}}, "camera_control", "unknown_field"),
]
