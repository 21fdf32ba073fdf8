"""Open an untrusted picture for reading, its size known before anything is decoded."""

from __future__ import annotations

import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from PIL import AvifImagePlugin, Image, WebPImagePlugin

from generations.media.ingest import natures
from generations.media.ingest.rules import (
    PICTURE_READ_BYTES,
    check_pixels,
    check_weight,
)
from generations.media.unreadable import Unreadable

PLUGINS = (AvifImagePlugin, WebPImagePlugin)  # Pillow would import all it has
WEBP_SIZES = {b"VP8X": (24, 3), b"VP8 ": (26, 2), b"VP8L": (21, 4)}
#: What Pillow's readers are known to raise on files that lie.
BROKEN = (
    SyntaxError,
    ValueError,
    EOFError,
    LookupError,
    TypeError,
    ArithmeticError,
    AttributeError,
    RuntimeError,
    struct.error,
    zlib.error,
)


@contextmanager
def reading() -> Iterator[None]:
    """Turn whatever Pillow raises on a broken file into Unreadable."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except OSError as error:
        if error.errno is not None:
            raise
        raise Unreadable("The picture is broken or cut short.") from error
    except BROKEN as error:
        raise Unreadable("The picture is broken or cut short.") from error


def open_picture(path: str) -> Image.Image:
    """Return a picture of which only the header was read; it may be loaded safely.

    Of a moving picture, only the first frame will be. Raises Refused or Unreadable.
    """
    check_weight(path, PICTURE_READ_BYTES)
    data = Path(path).read_bytes()
    kind = natures.kind_of(data)
    natures.check_single_nature(data)
    if kind == "WEBP":
        check_pixels(*_webp_size(data))
    AvifImagePlugin.DEFAULT_MAX_THREADS = 1  # each thread would cost address space
    Image.MAX_IMAGE_PIXELS = None  # Pillow's word for it would not say the size
    with reading():
        picture = Image.open(BytesIO(data), formats=(kind,))
    check_pixels(*picture.size)
    return picture


def load(picture: Image.Image) -> Image.Image:
    """Decode it, whole; a picture that ends early is Unreadable."""
    with reading():
        picture.load()
    return picture


def _webp_size(data: bytes) -> tuple[int, int]:
    """Return the size in the header: Pillow makes room for all of it on opening."""
    where, length = WEBP_SIZES.get(data[12:16], (0, 0))
    field = data[where : where + length * 2]
    if not where or len(field) < length * 2:
        raise Unreadable("The picture is broken or cut short.")
    if length == 3:
        return 1 + int.from_bytes(field[:3], "little"), 1 + int.from_bytes(
            field[3:], "little"
        )
    both = int.from_bytes(field, "little")
    if length == 2:
        return both & 0x3FFF, both >> 16 & 0x3FFF
    return 1 + (both & 0x3FFF), 1 + (both >> 14 & 0x3FFF)
