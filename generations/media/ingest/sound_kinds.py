"""What a sound file is by its first bytes, and whether its end is there."""

from __future__ import annotations

from pathlib import Path

from generations.media.opening import EBML_MAGIC, ISO_BOXES, head_of
from generations.media.refused import Refused
from generations.media.unreadable import Unreadable

#: A WAV may lack this much of its promise; a recorder that does not know its length
#: writes a huge one.
RIFF_SLACK, RIFF_UNKNOWN = 4096, 0x7F00_0000


def sound_format(head: bytes) -> str:
    """Return FFmpeg's name of a sound's container by its first bytes, or refuse it."""
    if head[:4] in {b"RIFF", b"RF64"} and head[8:12] == b"WAVE":
        return "wav"
    if head.startswith(b"OggS"):
        return "ogg"
    if head.startswith(EBML_MAGIC):
        return "matroska"
    if head[4:8] in ISO_BOXES:
        return "mp4"
    if head.startswith(b"ID3"):
        return "mp3"
    if len(head) > 1 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0:
        return "mp3" if head[1] >> 1 & 3 else "aac"  # the MPEG layer; AAC has none
    raise Refused(
        "unsupported_type",
        "The file is no sound that can be read. Send MP3, WAV, M4A, OGG or WebM.",
    )


def check_riff(path: str) -> None:
    """Refuse a WAV that ends early: FFmpeg forgets what its head promised."""
    head, size = head_of(path), Path(path).stat().st_size
    promised = int.from_bytes(head[4:8], "little")
    if head[:4] == b"RIFF" and size + RIFF_SLACK < promised < RIFF_UNKNOWN:
        raise Unreadable("The file is incomplete: its end is missing.")
