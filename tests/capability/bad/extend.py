"""Bad bodies of video_extend."""

from __future__ import annotations

from typing import Any

from tests.capability.things import (
    FILM,
    MASTER,
    MULTI,
    OLD,
    PICTURE,
    STRANGER,
    SYNCED,
    TRASHED,
)

ROWS: list[tuple[Any, ...]] = [
    ({"video": None}, "video", "required"),
    ({"video": ""}, "video", "bad_format"),
    ({"video": "https://example.org/a.mp4"}, "video", "bad_format"),
    ({"video": 12345}, "video", "wrong_type"),
    ({"video": ["a"]}, "video", "wrong_type"),
    ({"video": STRANGER}, "video", "unknown_id"),
    ({"video": FILM}, "video", "unknown_id"),
    ({"video": PICTURE}, "video", "unknown_id"),
    ({"video": MASTER}, "video", "not_extendable"),
    ({"video": MULTI}, "video", "not_extendable"),
    ({"video": SYNCED}, "video", "not_extendable"),
    ({"video": TRASHED}, "video", "in_trash"),
    ({"video": OLD}, "video", "expired_upstream"),
    ({"model": "v2.1"}, "model", "follows"),
    ({"model": {}}, "model", "follows"),
    ({"mode": "pro"}, "mode", "follows"),
    ({"duration": 5}, "duration", "follows"),
    ({"duration": "10"}, "duration", "follows"),
    ({"negative_prompt": "rain"}, "negative_prompt", "unknown_field"),
    ({"cfg_scale": 0.5}, "cfg_scale", "unknown_field"),
    ({"aspect_ratio": "1:1"}, "aspect_ratio", "unknown_field"),
    ({"image": PICTURE}, "image", "unknown_field"),
    (
        {"video": STRANGER, "duration": 5, "prompt": 5},
        [
            ("video", "unknown_id"),
            ("duration", "follows"),
            ("prompt", "wrong_type"),
        ],
    ),
]
