"""Write a picture as it is kept: pixels alone, within what the gateway takes."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image

from generations.media.ingest.natures import check_single_nature
from generations.media.ingest.rules import PICTURE_BYTES
from generations.media.posters import write_poster
from generations.media.unreadable import Unreadable

JPEG, PNG = "image/jpeg", "image/png"
QUALITIES = (95, 90, 80, 65, 40)
LEAST_FINE = 90
FULL_COLOUR, HALF_COLOUR = 0, 2
#: A drawing of so few colours is kept as PNG: JPEG would smear its edges.
FEW_COLOURS = 256
THUMBNAIL_WIDTH = 320


def write_picture(
    picture: Image.Image,
    out: str,
    thumbnail: str | None = None,
    *,
    photo: bool = False,
) -> dict[str, Any]:
    """Write an RGB picture to `out`: JPEG, or PNG when it is a drawing.

    A `photo` is a JPEG whatever its colours. `thumbnail` names a file for a small one.
    """
    # Pillow writes the comment and the profile that it finds here.
    picture.info = {}
    if not photo and picture.getcolors(FEW_COLOURS):
        drawn = png(picture)
        if len(drawn) <= PICTURE_BYTES:
            return keep(drawn, out, PNG, picture, thumbnail)
    for taken in _jpegs(picture):
        if len(taken) <= PICTURE_BYTES:
            return keep(taken, out, JPEG, picture, thumbnail)
    raise Unreadable("The picture cannot be made small enough.")


def png(picture: Image.Image) -> bytes:
    """Return the picture as PNG."""
    made = BytesIO()
    picture.save(made, "PNG", optimize=True)
    return made.getvalue()


def keep(
    made: bytes,
    out: str,
    media_type: str,
    picture: Image.Image,
    thumbnail: str | None = None,
) -> dict[str, Any]:
    """Write the bytes, and what they are recognised by; return what they are."""
    check_single_nature(made)  # pixels can be chosen so that they spell something
    Path(out).write_bytes(made)
    if thumbnail:
        write_poster(picture, Path(thumbnail), THUMBNAIL_WIDTH)
    return {"type": media_type, "width": picture.width, "height": picture.height}


def _jpegs(picture: Image.Image) -> Iterator[bytes]:
    for quality in QUALITIES:
        made = BytesIO()
        colour = FULL_COLOUR if quality >= LEAST_FINE else HALF_COLOUR
        picture.save(made, "JPEG", quality=quality, subsampling=colour)
        yield made.getvalue()
