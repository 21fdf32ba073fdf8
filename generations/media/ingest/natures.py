"""What a picture file is by its first bytes, and whether it is something else too.

Names and types that a browser sends along mean nothing. A file that is also a page, a
script or an archive has no business among pictures: everything is re-encoded, so it
could do no harm, but whoever sends one is told no. What cameras append to their
pictures (second pictures, clips, their own data) is let pass and left behind.
"""

from __future__ import annotations

import re

from generations.media.ingest import heif
from generations.media.refused import Refused

BRANDS_AVIF = frozenset({b"avif", b"avis"})
BRANDS_HEIC = frozenset(
    {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
)
#: How files begin that people may take for pictures, for a refusal that helps.
OTHERS = {
    b"GIF8": "GIF",
    b"II*\x00": "TIFF",
    b"MM\x00*": "TIFF",
    b"BM": "BMP",
    b"%PDF": "PDF",
    b"%!PS": "PostScript",
    b"8BPS": "Photoshop",
    b"\x00\x00\x01\x00": "icon",
    b"\x00\x00\x00\x0cjP  ": "JPEG 2000",
    b"\xff\x0a": "JPEG XL",
    b"\x00\x00\x00\x0cJXL ": "JPEG XL",
}

MARKUP = re.compile(
    rb"<script[\s>]|<html[\s>]|<!doctype\s|<svg[\s>]|<iframe[\s>]|<\?php\s",
    re.IGNORECASE,
)
TEXT = re.compile(rb"\s*<(\?xml|!--|!doctype|svg|html)", re.IGNORECASE)
ARCHIVES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"%PDF-1")
ZIP_END = b"PK\x05\x06"
ZIP_END_REACH = 65_557  # its readers look for the end record in the last bytes


def kind_of(data: bytes) -> str:
    """Return Pillow's name of the format, or refuse, saying what it looks like."""
    if data.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    if data[4:8] == b"ftyp":
        return _kind_by_brands(data)
    raise Refused("unsupported_type", f"{_looks_like(data)} {_taken()}")


def check_single_nature(data: bytes) -> None:
    """Refuse a file that a browser or an unpacker could take for something else."""
    if (
        MARKUP.search(data)
        or any(mark in data for mark in ARCHIVES)
        or ZIP_END in data[-ZIP_END_REACH:]
    ):
        raise Refused(
            "not_only_a_picture",
            "The file holds a page, a script, a document or an archive besides its"
            " picture. Save the picture alone and send it again.",
        )


def _kind_by_brands(data: bytes) -> str:
    length = min(int.from_bytes(data[:4], "big"), 256)
    brands = {data[at : at + 4] for at in (8, *range(16, length, 4))}
    if brands & BRANDS_AVIF:
        return "AVIF"
    if brands & BRANDS_HEIC:
        heif.check_readable()
        return heif.FORMAT
    raise Refused("unsupported_type", f"The file is a video or a sound. {_taken()}")


def _taken() -> str:
    if heif.is_readable():
        return "Send a JPEG, PNG, WebP, AVIF or HEIC picture."
    return "Send a JPEG, PNG, WebP or AVIF picture."


def _looks_like(data: bytes) -> str:
    for head, name in OTHERS.items():
        if data.startswith(head):
            return f"The file is a {name} file, whatever its name says."
    if TEXT.match(data[:1024].removeprefix(b"\xef\xbb\xbf")):
        return "The file is a drawing or a page in text (SVG, XML, HTML)."
    return "The file is no picture of a kind that can be read."
