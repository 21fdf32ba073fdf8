"""What a stored or fetched video file really is, told by a confined child."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from generations.media.confinement import run_confined
from generations.media.unreadable import Unreadable


class NotAVideo(Unreadable):
    """The file is no whole MP4, MOV or WebM video; the message says what is wrong."""


@dataclass(frozen=True)
class Facts:
    """A whole video: pixels, seconds to the millisecond, frames per second, bytes."""

    width: int
    height: int
    duration: Decimal
    fps: float
    has_audio: bool
    video_codec: str
    size: int


def inspect(path: Path, *, timeout: float = 20) -> Facts:
    """Return the facts of the video at `path`, or raise NotAVideo.

    A file cut short is refused even when its index is complete. Takes `timeout`
    seconds at most; a file that needs longer is refused too.
    """
    try:
        found = run_confined("probe", seconds=timeout, path=str(path.absolute()))
    except Unreadable as refusal:
        raise NotAVideo(str(refusal)) from refusal
    return Facts(**found | {"duration": Decimal(found["duration"])})
