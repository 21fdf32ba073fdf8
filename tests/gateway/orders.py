"""An ordinary order for every family, as a writer is given it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
SOUND = b"ID3" + bytes(range(256))

ORDERS: Mapping[str, Mapping[str, Any]] = {
    "text2video": {
        "prompt": "A fox",
        "mode": "std",
        "duration": 5,
        "aspect_ratio": "16:9",
    },
    "image2video": {"image": PICTURE, "mode": "pro", "duration": 5},
    "multi_image2video": {
        "image_list": [PICTURE, "https://studio.example/2.png"],
        "prompt": "A fox and a hound",
        "mode": "std",
        "duration": 10,
        "aspect_ratio": "9:16",
    },
    "video_extend": {"video_id": "v-1"},
    "identify_face": {"video_id": "v-1"},
    "lip_sync": {
        "session_id": "s-1",
        "face_id": "0",
        "sound_file": SOUND,
        "sound_start_time": 0,
        "sound_end_time": 4000,
        "sound_insert_time": 500,
    },
}
