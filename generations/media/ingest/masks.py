"""Make a mask what the motion brush means by it. Runs in the child.

White is painted, black is not; how transparent a pixel is means nothing. What comes
out is one channel of black and white, exactly of its picture's size: smoothed edges
of a brush fall to the nearer of the two.
"""

from __future__ import annotations

from typing import Any

from PIL import Image

from generations.media.ingest.colours import eight_bits, has_deep_greys
from generations.media.ingest.opening import load, open_picture, reading
from generations.media.ingest.writing import PNG, keep, png
from generations.media.refused import Refused

HALF = 128
TO_BLACK_OR_WHITE = [255 if level >= HALF else 0 for level in range(256)]


def fit_mask(
    path: str,
    out: str,
    width: int | None = None,
    height: int | None = None,
    thumbnail: str | None = None,
) -> dict[str, Any]:
    """Write the mask; for a picture of a known size, refuse one of another size."""
    picture = open_picture(path)
    if width and height and picture.size != (width, height):
        raise Refused(
            "mask_size",
            f"The mask has {picture.width} x {picture.height} pixels and its picture"
            f" {width} x {height}; both must be the same.",
            width=picture.width,
            height=picture.height,
            needed={"width": width, "height": height},
        )
    mask = _brightness(load(picture)).point(TO_BLACK_OR_WHITE)
    if mask.getextrema() == (0, 0):
        raise Refused(
            "mask_empty",
            "Nothing is painted on the mask. Paint white where it should count.",
        )
    mask.info = {}
    return keep(png(mask), out, PNG, mask, thumbnail)


def _brightness(picture: Image.Image) -> Image.Image:
    with reading():
        if has_deep_greys(picture):
            return eight_bits(picture)
        return picture.convert("RGB").convert("L")
