"""What a picture's own bytes say of it, read without decoding it."""

from __future__ import annotations

import struct
import zlib

PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8\xff"
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""JPEG markers that start a frame and so tell its size."""
BARE = frozenset({0x01, *range(0xD0, 0xDA)})
"""JPEG markers that carry no length."""


class NoPicture(ValueError):
    """The bytes are no whole JPEG or PNG."""


def sides(content: bytes) -> tuple[int, int]:
    """Return width and height in pixels, or raise `NoPicture`.

    A PNG is walked to its end with every checksum; of a JPEG the headers are
    walked and its end is looked for. Whether the rest can be decoded shows only
    to whoever does.
    """
    try:
        if content.startswith(PNG):
            return _png(content)
        if content.startswith(JPEG):
            return _jpeg(content)
    except (struct.error, IndexError):
        raise NoPicture("the picture is cut short") from None
    raise NoPicture("only jpg, jpeg and png are supported")


def _png(content: bytes) -> tuple[int, int]:
    view = memoryview(content)
    found: list[bytes] = []
    size, at = (0, 0), len(PNG)
    while not found or found[-1] != b"IEND":
        length, kind = struct.unpack_from(">I4s", content, at)
        (checksum,) = struct.unpack_from(">I", content, at + 8 + length)
        if zlib.crc32(view[at + 4 : at + 8 + length]) != checksum:
            raise NoPicture("a part of the picture is damaged")
        if kind == b"IHDR":
            size = struct.unpack_from(">II", content, at + 8)
        found.append(kind)
        at += 12 + length
    if found[0] != b"IHDR" or b"IDAT" not in found:
        raise NoPicture("the picture has no image data")
    return size


def _jpeg(content: bytes) -> tuple[int, int]:
    at = 2
    while True:
        while content[at + 1] == 0xFF:  # any number of fill bytes
            at += 1
        if content[at] != 0xFF:
            raise NoPicture("a part of the picture is damaged")
        marker = content[at + 1]
        if marker in FRAMES:
            height, width = struct.unpack_from(">HH", content, at + 5)
            break
        if marker in BARE:
            at += 2
        else:
            at += 2 + max(2, *struct.unpack_from(">H", content, at + 2))
    if content.rfind(b"\xff\xd9") < at:
        raise NoPicture("the picture is cut short")
    return width, height
