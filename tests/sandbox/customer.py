"""A customer who goes on from finished clips: longer ones, faces, lip-syncs."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.media.ingest.tones import make_tone

from .caller import Caller, Clock, Reply

HOUR = 3600
V16 = {"model_name": "MaaS_KL_V1.6"}
EXTEND, FACES, LIP_SYNC = "video-extend", "identify-face", "advanced-lip-sync"


@dataclass(frozen=True)
class Customer:
    """Goes on from clips of the sandbox, whose clock it moves."""

    caller: Caller
    clock: Clock

    def clip(self, prompt: str = "A woman", **fields: Any) -> dict[str, str]:
        """Return the finished video of a text2video order."""
        return self.finished("text2video", V16 | {"prompt": prompt} | fields)

    def finished(self, family: str, body: object) -> dict[str, str]:
        """Place an order, wait for it, and return its video."""
        task_id = self.caller.post(body, family).data["task_id"]
        self.clock.pass_(HOUR)
        result = self.caller.query(task_id, family).data["task_result"]
        video: dict[str, str] = result["videos"][0]
        return video

    def extend(self, video_id: object, **fields: Any) -> Reply:
        return self.caller.post({"video_id": video_id, **fields}, EXTEND)

    def faces(self, **body: Any) -> Reply:
        return self.caller.post(body, FACES)

    def session(self, prompt: str = "A woman", **fields: Any) -> str:
        """Return a session over a clip of 5 s."""
        video_id = self.clip(prompt, **fields)["id"]
        return str(self.faces(video_id=video_id).data["session_id"])

    def lip_sync(self, session_id: object, **changes: Any) -> Reply:
        return self.caller.post(lip_sync(session_id, **changes), LIP_SYNC)

    def outcomes(self, family: str) -> list[str]:
        """Return what became of every create of one family so far."""
        creates = self.caller.control.ledger()["creates"]
        return [line["outcome"] for line in creates if line["family"] == family]


Opened = Callable[..., Customer]


@cache
def sound(kind: str = "wav", seconds: float = 3) -> bytes:
    """Return a small real sound."""
    with TemporaryDirectory() as folder:
        rate = 8_000 if kind == "wav" else 48_000
        path = make_tone(Path(folder) / "sound", kind, seconds=seconds, rate=rate)
        return path.read_bytes()


def in_base64(content: bytes) -> str:
    return base64.b64encode(content).decode()


def lip_sync(session_id: object, **changes: Any) -> dict[str, Any]:
    """Return a lip-sync body that is right but for `changes` to its face.

    A change to `...` leaves the key out.
    """
    face = {
        "face_id": "0",
        "sound_file": in_base64(sound()),
        "sound_start_time": 0,
        "sound_end_time": 3000,
        "sound_insert_time": 1000,
    }
    kept = {key: value for key, value in (face | changes).items() if value is not ...}
    return {"session_id": session_id, "face_choose": [kept]}
