"""The pictures of a request, decoded for one film and let go with it."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

from generations.sandbox.attached import Picture

BROKEN = (OSError, SyntaxError, ValueError, struct.error, zlib.error, EOFError)


class BadPicture(Exception):
    """A picture looked whole from outside and cannot be decoded."""

    def __init__(self) -> None:
        super().__init__("Image pixel is invalid")


def photo(folder: Path, picture: Picture, size: tuple[int, int]) -> Image.Image:
    """Return a picture in colour, cut to the shape of `size` and resized to it."""
    return _fitted(_decoded(folder, picture, size, "RGB"), size)


def mask(folder: Path, picture: Picture, size: tuple[int, int]) -> Image.Image:
    """Return what is white in a picture as an "L" mask; its alpha counts nothing."""
    return _decoded(folder, picture, size, "L").resize(size, Image.Resampling.BOX)


def _fitted(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    if image.size == size:
        return image
    return ImageOps.fit(image, size, Image.Resampling.LANCZOS)


def _decoded(
    folder: Path, picture: Picture, size: tuple[int, int], mode: str
) -> Image.Image:
    """Decode what has just the sides that were judged; JPEG no larger than needed."""
    # Opened outside: that a file is missing is no fault of the picture.
    with (folder / picture.name).open("rb") as content:
        try:
            image: Image.Image = Image.open(content, formats=("JPEG", "PNG"))
            if image.size != (picture.width, picture.height):
                raise BadPicture()
            image.draft(mode, size)
            image.load()
            if image.mode.startswith("I"):
                image = Image.fromarray((np.asarray(image) >> 8).astype(np.uint8))
            return image.convert(mode)
        except (*BROKEN, Image.DecompressionBombError) as problem:
            raise BadPicture() from problem
