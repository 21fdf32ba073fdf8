"""Small real pictures, made as tests need them."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

RED, GREEN, BLUE, YELLOW = (220, 30, 30), (30, 200, 30), (30, 30, 220), (230, 220, 30)
Turn = Image.Transpose
#: What a camera did to an upright picture that it marks with this EXIF orientation.
CAMERA_TURNS = {
    1: None,
    2: Turn.FLIP_LEFT_RIGHT,
    3: Turn.ROTATE_180,
    4: Turn.FLIP_TOP_BOTTOM,
    5: Turn.TRANSPOSE,
    6: Turn.ROTATE_90,
    7: Turn.TRANSVERSE,
    8: Turn.ROTATE_270,
}


def four_corners(width: int = 480, height: int = 320) -> Image.Image:
    """Return a picture whose quarters are red, green, blue and yellow."""
    picture = Image.new("RGB", (width, height), RED)
    picture.paste(GREEN, (width // 2, 0, width, height))
    picture.paste(BLUE, (0, height // 2, width, height))
    picture.paste(YELLOW, (width // 2, height // 2, width, height))
    return picture


def gradient(width: int = 480, height: int = 320) -> Image.Image:
    """Return a smooth picture of many colours."""
    across = np.broadcast_to(np.linspace(0, 255, width), (height, width))
    down = np.broadcast_to(np.linspace(0, 255, height)[:, None], (height, width))
    mix = np.stack([across, down, (across + down) / 2], axis=-1)
    return Image.fromarray(mix.astype(np.uint8))


def saved(picture: Image.Image, kind: str, **options: Any) -> bytes:
    """Return the picture as a file."""
    made = BytesIO()
    picture.save(made, kind, **options)
    return made.getvalue()


def written(folder: Path, data: bytes, name: str = "upload") -> Path:
    """Write what somebody sent, and return where."""
    path = folder / name
    path.write_bytes(data)
    return path


def corners(path: Path) -> list[tuple[int, ...]]:
    """Return the colours in the middle of the four quarters, row by row."""
    with Image.open(path) as picture:
        rgb = picture.convert("RGB")
    places = [(x, y) for y in (1, 3) for x in (1, 3)]
    return [pixel(rgb, rgb.width * x // 4, rgb.height * y // 4) for x, y in places]


def pixel(picture: Image.Image, x: int, y: int) -> tuple[int, ...]:
    """Return one pixel as a tuple of its channels."""
    found = picture.getpixel((x, y))
    return found if isinstance(found, tuple) else (int(found or 0),)


def close(one: tuple[int, ...], other: tuple[int, ...], by: int = 8) -> bool:
    """Return whether two colours are the same to the eye."""
    return max(abs(a - b) for a, b in zip(one, other, strict=True)) <= by


def png_chunk(name: bytes, body: bytes) -> bytes:
    """Return one whole chunk of a PNG."""
    check = zlib.crc32(name + body)
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", check)


def png_of_zeros(width: int, height: int, rows: int) -> bytes:
    """Return a PNG that claims a size and holds this many of its rows, all black."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(bytes((1 + width * 3) * rows))
    return (
        b"\x89PNG\r\n\x1a\n"
        + png_chunk(b"IHDR", head)
        + png_chunk(b"IDAT", pixels)
        + png_chunk(b"IEND", b"")
    )
