"""What is wrong in any kind: its texts, the caller's own fields, names of no field."""

from __future__ import annotations

NAN = float("nan")

PROMPT_ROWS = [
    ({"prompt": "x" * 2501}, "prompt", "too_long"),
    ({"prompt": "a\0b"}, "prompt", "bad_characters"),
    ({"prompt": "\ud83e"}, "prompt", "bad_characters"),
    ({"prompt": ["a fox"]}, "prompt", "wrong_type"),
]

TERM_ROWS = [
    ({"title": "x" * 201}, "title", "too_long"),
    ({"metadata": {"a": NAN}}, "metadata.a", "not_finite"),
    ({"quote": "mine"}, "quote", "bad_format"),
    ({"max_credits": "-1"}, "max_credits", "out_of_range"),
    ({"model_name": "kling-v1"}, "model_name", "set_by_studio"),
    ({"callback_url": "https://example.org"}, "callback_url", "set_by_studio"),
    ({"external_task_id": "1"}, "external_task_id", "set_by_studio"),
    ({"vidoe": 1, "sond": 2}, [("vidoe", "unknown_field"), ("sond", "unknown_field")]),
    ({"video_id": "123"}, "video_id", "unknown_field"),
    ({"sound_file": "https://example.org/a.mp3"}, "sound_file", "unknown_field"),
]
