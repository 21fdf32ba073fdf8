"""What sounds and videos that callers sent really hold, found out by decoding them.

It happens in a child process of its own: what kills a decoder must not kill the
sandbox. One child at a time, since many would starve a small machine.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from .faces import Face
from .renderer import environ

PATIENCE = 30.0
"""Seconds until a child that finds nothing out is ended."""
_ONE_AT_A_TIME = threading.Lock()


@dataclass(frozen=True, slots=True)
class Sound:
    """A sound: its format (mp3, wav, mp4) and its length in milliseconds."""

    format: str
    milliseconds: int


@dataclass(frozen=True, slots=True)
class Clip:
    """A video: its format (mp4 for MP4 and MOV), length and sides in pixels."""

    format: str
    milliseconds: int
    width: int
    height: int


MOST_HEARD = 256
_HEARD: dict[bytes, Sound | None] = {}
"""What each sound was found to be, by its checksum."""


def heard(content: bytes) -> Sound | None:
    """Return what a sound is, all of it decoded; None when it is no sound."""
    name = hashlib.sha256(content).digest()
    if name not in _HEARD:
        if len(_HEARD) == MOST_HEARD:
            _HEARD.clear()
        found = _sensed(content, "sound")
        _HEARD[name] = Sound(**found) if found else None
    return _HEARD[name]


def seen(content: bytes) -> Clip | None:
    """Return what a video is; None when no picture of it can be decoded."""
    found = _sensed(content, "video")
    return Clip(**found) if found else None


@lru_cache(maxsize=64)
def portrait(film: Path, face: Face) -> bytes | None:
    """Return a small JPEG of `face` as `film` shows it, None when it cannot."""
    found = _ask("portrait", str(film), json.dumps(face.as_json()))
    return base64.b64decode(found["jpeg"]) if found else None


def _sensed(content: bytes, kind: str) -> dict[str, Any]:
    with tempfile.NamedTemporaryFile() as file:
        file.write(content)
        file.flush()
        return _ask(kind, file.name)


def _ask(*words: str) -> dict[str, Any]:
    """Have a child find something out; {} when it could not, or died over it."""
    command = [sys.executable, "-m", "generations.sandbox.render.senses", *words]
    try:
        with _ONE_AT_A_TIME:
            done = subprocess.run(  # noqa: S603 (our own words, and a path of ours)
                command,
                env=os.environ | environ(),
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=PATIENCE,
                check=False,
            )
        return dict(json.loads(done.stdout or b"{}"))
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return {}
