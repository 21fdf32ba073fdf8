"""Bad bodies of lip_sync; where a sound lies in time has a table of its own."""

from __future__ import annotations

from typing import Any

from tests.capability.things import (
    CLIP,
    FAILED,
    FILM,
    LONG_SOUND,
    NOBODY,
    PENDING,
    PICTURE,
    SHORT_SOUND,
    STRANGER,
)

NAN = float("nan")

ROWS: list[tuple[Any, ...]] = [
    ({"face_session": None}, "face_session", "required"),
    ({"face_session": "s-1"}, "face_session", "bad_format"),
    ({"face_session": 1}, "face_session", "wrong_type"),
    ({"face_session": STRANGER}, "face_session", "unknown_id"),
    ({"face_session": CLIP}, "face_session", "unknown_id"),
    ({"face_session": PENDING}, "face_session", "not_ready"),
    ({"face_session": FAILED}, "face_session", "not_ready"),
    ({"face_session": NOBODY}, "face_id", "unknown_face"),
    ({"face_id": None}, "face_id", "required"),
    ({"face_id": ""}, "face_id", "empty"),
    ({"face_id": "  "}, "face_id", "empty"),
    ({"face_id": 0}, "face_id", "wrong_type"),
    ({"face_id": ["a"]}, "face_id", "wrong_type"),
    ({"face_id": "A"}, "face_id", "unknown_face"),
    ({"face_id": "a\nb"}, "face_id", "bad_format"),
    ({"face_id": " a"}, "face_id", "bad_format"),
    ({"face_id": "\0"}, "face_id", "bad_characters"),
    ({"face_id": "\ud800"}, "face_id", "bad_characters"),
    ({"face_id": "a" * 129}, "face_id", "too_long"),
    ({"face_id": "c"}, "face_id", "face_too_short"),
    ({"audio": None}, "audio", "required"),
    ({"audio": "voice.mp3"}, "audio", "bad_format"),
    ({"audio": {"id": 1}}, "audio", "wrong_type"),
    ({"audio": STRANGER}, "audio", "unknown_id"),
    ({"audio": PICTURE}, "audio", "wrong_purpose"),
    ({"audio": FILM}, "audio", "wrong_purpose"),
    ({"audio": SHORT_SOUND}, "audio", "bad_length"),
    ({"audio": LONG_SOUND}, "audio", "bad_length"),
    ({"audio": None, "audio_id": "t"}, "audio_id", "not_offered"),
    (
        {"audio_id": "t"},
        [("audio_id", "not_offered"), ("audio", "conflict")],
    ),
    (
        {"audio": None, "audio_id": 5},
        [("audio_id", "not_offered"), ("audio_id", "wrong_type")],
    ),
    ({"sound_volume": -0.1}, "sound_volume", "out_of_range"),
    ({"sound_volume": 2.1}, "sound_volume", "out_of_range"),
    ({"sound_volume": "1"}, "sound_volume", "wrong_type"),
    ({"sound_volume": NAN}, "sound_volume", "not_finite"),
    ({"original_audio_volume": 3}, "original_audio_volume", "out_of_range"),
    ({"original_audio_volume": True}, "original_audio_volume", "wrong_type"),
    ({"sound_start_time": "0"}, "sound_start_time", "wrong_type"),
    ({"sound_end_time": 4000.5}, "sound_end_time", "not_whole"),
    ({"sound_insert_time": -1}, "sound_insert_time", "out_of_range"),
    ({"sound_insert_time": 10**400}, "sound_insert_time", "out_of_range"),
    ({"model": "v1.6"}, "model", "follows"),
    ({"mode": "std"}, "mode", "follows"),
    ({"duration": 5}, "duration", "follows"),
    ({"prompt": "Say hello"}, "prompt", "unknown_field"),
    ({"session_id": "1"}, "session_id", "unknown_field"),
    ({"face_choose": [{"face_id": "a"}]}, "face_choose", "unknown_field"),
    ({"video": CLIP}, "video", "unknown_field"),
]
