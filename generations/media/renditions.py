"""What a video looks like before it plays: posters, a preview, a blur.

One confined child makes them all in one pass, because starting it costs more than most
of its work. Posters are WebP: half the bytes of JPEG at the same look, and every
browser that plays the videos shows it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generations.media.confinement import run_confined

WIDTHS = (320, 640, 1280)
POSTER_TYPE = "image/webp"
PREVIEW_TYPE = "video/mp4"
TIMEOUT = 30.0


@dataclass(frozen=True)
class Renditions:
    """Files ready to be adopted by a vault, and the blur as base64 ThumbHash."""

    posters: dict[int, Path]
    preview: Path
    thumbhash: str


def renditions(
    path: Path,
    folder: Path,
    *,
    widths: Sequence[int] = WIDTHS,
    timeout: float = TIMEOUT,
) -> Renditions:
    """Make everything of the video at `path`, in `folder`.

    Posters keep the picture's aspect and are never wider than it; one of 640 pixels
    stays under 40 kB, unless the picture is pure noise. Raises Unreadable, or OSError
    when the disk is full.
    """
    posters = {width: folder / f"poster-{width}.webp" for width in widths}
    preview_file = folder / "preview.mp4"
    blur = _render(path, posters, preview_file, blur=True, timeout=timeout)
    return Renditions(posters, preview_file, blur or "")


def poster(path: Path, out: Path, width: int, *, timeout: float = TIMEOUT) -> None:
    """Write the first picture of a video as WebP, at most `width` pixels wide."""
    _render(path, {width: out}, None, blur=False, timeout=timeout)


def preview(path: Path, out: Path, *, timeout: float = TIMEOUT) -> None:
    """Write the first 3 s as silent H.264, short side 480, ready to stream."""
    _render(path, {}, out, blur=False, timeout=timeout)


def thumbhash(path: Path, *, timeout: float = TIMEOUT) -> str:
    """Return the base64 ThumbHash of a JPEG, PNG or WebP picture."""
    found = run_confined("hash_picture", seconds=timeout, path=str(path.absolute()))
    return str(found["blur"])


def _render(
    path: Path,
    posters: Mapping[int, Path],
    preview_file: Path | None,
    *,
    blur: bool,
    timeout: float,
) -> str | None:
    found = run_confined(
        "render",
        seconds=timeout,
        path=str(path.absolute()),
        posters={width: str(out.absolute()) for width, out in posters.items()},
        preview=str(preview_file.absolute()) if preview_file else None,
        blur=blur,
    )
    drawn: str | None = found["blur"]
    return drawn
