"""Bad bodies of image2video."""

from __future__ import annotations

from typing import Any

from tests.capability.things import (
    CLIP,
    MASK,
    PICTURE,
    SMALL_MASK,
    SOUND,
    STRANGER,
    TAIL,
    WRONG_MASK,
    area,
)

DATA = "data:image/png;base64,iVBORw0KGgo="
MOVE = {"type": "down_back"}
FIRST, PATH = "dynamic_masks.0", "dynamic_masks.0.trajectories"
PRO = {"mode": "pro"}


def areas(*points: object, **more: object) -> dict[str, Any]:
    """Return one area whose points are as they are given."""
    return {"dynamic_masks": [{"mask": MASK, "trajectories": list(points), **more}]}


ONE, TWO = {"x": 1, "y": 1}, {"x": 2, "y": 2}

ROWS: list[tuple[Any, ...]] = [
    ({"image": None}, "image", "required"),
    ({"image": DATA}, "image", "bad_format"),
    ({"image": "https://example.org/a.png"}, "image", "bad_format"),
    ({"image": {"id": PICTURE}}, "image", "wrong_type"),
    ({"image": [PICTURE]}, "image", "wrong_type"),
    ({"image": 7}, "image", "wrong_type"),
    ({"image": PICTURE.replace("-", "")}, "image", "bad_format"),
    ({"image": STRANGER}, "image", "unknown_id"),
    ({"image": CLIP}, "image", "unknown_id"),
    ({"image": MASK}, "image", "wrong_purpose"),
    ({"image": SOUND}, "image", "wrong_purpose"),
    ({"image_tail": TAIL}, "image_tail", "not_offered"),
    ({"image_tail": 5, **PRO}, "image_tail", "wrong_type"),
    ({"image_tail": STRANGER, **PRO}, "image_tail", "unknown_id"),
    ({"image_tail": MASK, **PRO}, "image_tail", "wrong_purpose"),
    ({"image_tail": TAIL, "model": "v2.1-master"}, "image_tail", "not_offered"),
    ({"image_tail": TAIL, "image": None, "model": "v2.6"}, "image", "needed"),
    ({"image_tail": TAIL, "image": None}, "image_tail", "not_offered"),
    ({"static_mask": "mask.png"}, "static_mask", "bad_format"),
    ({"static_mask": STRANGER}, "static_mask", "unknown_id"),
    ({"static_mask": PICTURE}, "static_mask", "wrong_purpose"),
    ({"static_mask": SMALL_MASK}, "static_mask", "wrong_size"),
    ({"static_mask": MASK, "duration": 10}, "static_mask", "not_offered"),
    ({"static_mask": MASK, "model": "v2.1"}, "static_mask", "not_offered"),
    ({"static_mask": MASK, "image": None}, "image", "needed"),
    ({"dynamic_masks": {}}, "dynamic_masks", "wrong_type"),
    ({"dynamic_masks": "all"}, "dynamic_masks", "wrong_type"),
    ({"dynamic_masks": [area()] * 7}, "dynamic_masks", "too_many"),
    ({"dynamic_masks": [None]}, FIRST, "wrong_type"),
    ({"dynamic_masks": [MASK]}, FIRST, "wrong_type"),
    (
        {"dynamic_masks": [{}]},
        [(f"{FIRST}.mask", "required"), (PATH, "required")],
    ),
    ({"dynamic_masks": [{"mask": MASK}]}, PATH, "required"),
    ({"dynamic_masks": [{"mask": MASK, "trajectories": {}}]}, PATH, "wrong_type"),
    ({"dynamic_masks": [{"mask": MASK, "trajectories": ""}]}, PATH, "wrong_type"),
    (areas(ONE, TWO, mask=None), f"{FIRST}.mask", "required"),
    (areas(ONE, TWO, mask="m"), f"{FIRST}.mask", "bad_format"),
    (areas(ONE, TWO, mask=STRANGER), f"{FIRST}.mask", "unknown_id"),
    (areas(ONE, TWO, mask=PICTURE), f"{FIRST}.mask", "wrong_purpose"),
    (areas(ONE, TWO, mask=WRONG_MASK), f"{FIRST}.mask", "wrong_size"),
    (areas(ONE, TWO, color="red"), f"{FIRST}.color", "unknown_field"),
    (areas(), PATH, "too_few"),
    (areas(ONE), PATH, "too_few"),
    (areas(*[ONE] * 78), PATH, "too_many"),
    (areas(ONE, [1, 2]), f"{PATH}.1", "wrong_type"),
    (areas(ONE, {"x": 1}), f"{PATH}.1.y", "required"),
    (areas(ONE, {"x": None, "y": 1}), f"{PATH}.1.x", "required"),
    (areas(ONE, {"x": "1", "y": 1}), f"{PATH}.1.x", "wrong_type"),
    (areas(ONE, {"x": True, "y": 1}), f"{PATH}.1.x", "wrong_type"),
    (areas(ONE, {"x": 1.5, "y": 1}), f"{PATH}.1.x", "not_whole"),
    (areas(ONE, {"x": float("inf"), "y": 1}), f"{PATH}.1.x", "not_finite"),
    (areas(ONE, {"x": -1, "y": 1}), f"{PATH}.1.x", "out_of_range"),
    (areas(ONE, {"x": 1280, "y": 1}), f"{PATH}.1.x", "out_of_range"),
    (areas(ONE, {"x": 1, "y": 720}), f"{PATH}.1.y", "out_of_range"),
    (areas(ONE, {"x": 1, "y": -(10**400)}), f"{PATH}.1.y", "out_of_range"),
    (areas(ONE, {"x": 1, "y": 1, "z": 1}), f"{PATH}.1.z", "unknown_field"),
    ({**areas(ONE, TWO), "camera_control": MOVE}, "dynamic_masks", "conflict"),
    ({**areas(ONE, TWO), "image_tail": TAIL, **PRO}, "image_tail", "conflict"),
    ({**areas(ONE, TWO), "duration": 10}, "dynamic_masks", "not_offered"),
    ({"camera_control": MOVE, "model": "v2.6"}, "camera_control", "not_offered"),
    ({"camera_control": {}}, "camera_control.type", "required"),
    ({"camera_control": MOVE, "image_tail": TAIL, **PRO}, "image_tail", "conflict"),
    ({"aspect_ratio": "16:9"}, "aspect_ratio", "not_offered"),
    ({"cfg_scale": 0.5, "model": "v2.1"}, "cfg_scale", "not_offered"),
    ({"sound": "on"}, "sound", "not_offered"),
    (
        {"sound": "on", "image_tail": TAIL, "model": "v2.6"},
        "image_tail",
        "conflict",
    ),
    ({"negative_prompt": 5}, "negative_prompt", "wrong_type"),
    ({"image_list": [PICTURE]}, "image_list", "unknown_field"),
    ({"video": CLIP}, "video", "unknown_field"),
    ({"model": None}, "model", "required"),
    ({"model": "kling-v1"}, "model", "unknown_value"),
    ({"model": "v2.6", "mode": "std"}, "mode", "not_offered"),
    ({"model": "v2.1-master", "mode": "pro"}, "mode", "not_offered"),
    ({"duration": 6}, "duration", "unknown_value"),
]
