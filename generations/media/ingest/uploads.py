"""The door: each function reads one untrusted file and writes what is kept of it.

All of them raise Refused, with a code, a sentence and the way out; OSError means
trouble of the disk. After either, nothing is left under `out`. The caller gives a
fresh name as `out`, for example a vault's `scratch()`, and adopts the file from there;
with a second one as `thumbnail`, a small WebP of it is written as well.
"""

from __future__ import annotations

import hashlib
import math
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from generations.media.confinement import run_confined
from generations.media.refused import Refused
from generations.media.unreadable import TookTooLong, Unreadable

PICTURE_TIMEOUT = 30.0
SOUND_TIMEOUT = 30.0
VIDEO_TIMEOUT = 60.0


@dataclass(frozen=True)
class Kept:
    """A file ready to be adopted by a vault; what its kind does not have is None.

    `type` is its media type, `duration` seconds to the millisecond, `size` bytes, and
    `peaks` the outline of a sound: 400 numbers from 0 to 255.
    """

    path: Path
    type: str
    size: int
    sha256: str
    thumbnail: Path | None = None
    width: int | None = None
    height: int | None = None
    duration: Decimal | None = None
    has_audio: bool | None = None
    peaks: tuple[int, ...] = ()


def take_picture(
    path: Path,
    out: Path,
    crop: Mapping[str, int] | None = None,
    thumbnail: Path | None = None,
) -> Kept:
    """Take JPEG, PNG, WebP, AVIF or HEIC; keep JPEG, or PNG for a drawing.

    What is kept is upright, in sRGB, opaque, without any notes, and at most 2560 pixels
    long. `crop` has x, y, width and height in pixels of the upright picture, as a
    refusal with the code `bad_shape` proposes one in its data.
    """
    part = crop and dict(crop)
    return _run("fit_picture", PICTURE_TIMEOUT, path, out, thumbnail, crop=part)


def take_mask(
    path: Path,
    out: Path,
    *,
    width: int | None = None,
    height: int | None = None,
    thumbnail: Path | None = None,
) -> Kept:
    """Take a mask, for a picture of this size if it is known; keep a two-tone PNG."""
    size = {"width": width, "height": height}
    return _run("fit_mask", PICTURE_TIMEOUT, path, out, thumbnail, **size)


def take_sound(
    path: Path, out: Path, *, start: float = 0, end: float | None = None
) -> Kept:
    """Take MP3, WAV, M4A, OGG, WebM, or a video's sound; keep MP3 of 2 to 60 s.

    `start` and `end`, in seconds, cut a longer one.
    """
    if not 0 <= start < math.inf or not (end is None or start < end < math.inf):
        raise Refused("bad_cut", "A cut starts at 0 or later, and before it ends.")
    return _run("fit_sound", SOUND_TIMEOUT, path, out, None, start=start, end=end)


def take_video(path: Path, out: Path, thumbnail: Path | None = None) -> Kept:
    """Take MP4 or MOV of 720p or 1080p, for its faces; keep MP4 without any notes."""
    return _run("fit_video", VIDEO_TIMEOUT, path, out, thumbnail)


def take_frame(
    path: Path,
    out: Path,
    seconds: Decimal | float | None,
    thumbnail: Path | None = None,
) -> Kept:
    """Keep as JPEG what a clip shows at `seconds`; None is its last frame."""
    asked = None if seconds is None else Decimal(str(seconds))
    if asked is not None and not (asked.is_finite() and asked >= 0):
        raise Refused("no_such_moment", "A moment of a clip is 0 seconds or later.")
    moment = None if asked is None else str(asked)
    return _run("take_frame", PICTURE_TIMEOUT, path, out, thumbnail, moment=moment)


def frame_at(path: Path, seconds: Decimal | float) -> bytes:
    """Return the frame that a clip shows at `seconds`, as JPEG."""
    return _frame_bytes(path, seconds)


def last_frame(path: Path) -> bytes:
    """Return the last frame of a clip as JPEG: where a continued one begins."""
    return _frame_bytes(path, None)


def _frame_bytes(path: Path, seconds: Decimal | float | None) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        return take_frame(path, Path(folder) / "frame", seconds).path.read_bytes()


def _run(
    task: str,
    timeout: float,
    path: Path,
    out: Path,
    thumbnail: Path | None,
    **order: Any,
) -> Kept:
    if thumbnail is not None:
        order["thumbnail"] = str(thumbnail.absolute())
    try:
        found = run_confined(
            task,
            seconds=timeout,
            path=str(path.absolute()),
            out=str(out.absolute()),
            **order,
        )
        return _kept(out, thumbnail, found)
    except BaseException as error:
        for left in filter(None, (out, thumbnail)):
            left.unlink(missing_ok=True)
        if isinstance(error, TookTooLong):
            raise Refused("took_too_long", str(error)) from error
        if isinstance(error, Unreadable):
            raise Refused("unreadable", str(error)) from error
        raise


def _kept(out: Path, thumbnail: Path | None, found: dict[str, Any]) -> Kept:
    with out.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if "duration" in found:
        found["duration"] = Decimal(found["duration"])
    found["peaks"] = tuple(found.get("peaks", ()))
    size = out.stat().st_size
    return Kept(path=out, thumbnail=thumbnail, size=size, sha256=digest, **found)
