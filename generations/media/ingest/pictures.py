"""Fit a picture to what the gateway takes. Runs in the child."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PIL import Image

from generations.media.ingest.colours import SIDEWAYS, opaque, to_srgb, turn_of
from generations.media.ingest.opening import load, open_picture
from generations.media.ingest.rules import PICTURE_LONG_SIDE, check_shape
from generations.media.ingest.writing import write_picture
from generations.media.refused import Refused


def fit_picture(
    path: str,
    out: str,
    crop: Mapping[str, int] | None,
    thumbnail: str | None = None,
) -> dict[str, Any]:
    """Write the picture, or the part of it that `crop` names, upright and in sRGB.

    A crop counts in pixels of the upright picture, from its top left.
    """
    picture = open_picture(path)
    width, height = picture.size
    if crop is None:  # a large JPEG is then decoded at a half, a quarter or an eighth
        picture.draft(None, shrunk(width, height))
    profile = load(picture).info.get("icc_profile")
    turn = turn_of(picture)
    flat = opaque(picture)
    if turn is not None:
        flat = flat.transpose(turn)
    if turn in SIDEWAYS:
        width, height = height, width
    if crop is not None:
        flat = _part(flat, crop)
        width, height = flat.size
    check_shape(width, height)
    return write_picture(to_srgb(fitted(flat, width, height), profile), out, thumbnail)


def shrunk(width: int, height: int) -> tuple[int, int]:
    """Return the size at which a picture is kept: never larger, and the same shape."""
    scale = min(1, PICTURE_LONG_SIDE / max(width, height))
    return max(1, round(width * scale)), max(1, round(height * scale))


def fitted(picture: Image.Image, width: int, height: int) -> Image.Image:
    """Return a picture whose whole size is this one, at the size it is kept."""
    target = shrunk(width, height)
    if picture.size == target:
        return picture
    return picture.resize(target, Image.Resampling.LANCZOS)


def _part(picture: Image.Image, crop: Mapping[str, int]) -> Image.Image:
    left, top = crop["x"], crop["y"]
    right, bottom = left + crop["width"], top + crop["height"]
    if not (0 <= left < right <= picture.width and 0 <= top < bottom <= picture.height):
        raise Refused(
            "crop_outside",
            f"The crop leaves the picture of {picture.width} x {picture.height}.",
            width=picture.width,
            height=picture.height,
        )
    return picture.crop((left, top, right, bottom))
