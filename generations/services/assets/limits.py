"""How much a person may bring, and keep here."""

from __future__ import annotations

from generations.media.ingest import rules

COUNT = 2000
BYTES = 5_000_000_000
"""What one person may keep in uploads, as they are kept."""

UPLOAD_BYTES = max(rules.PICTURE_READ_BYTES, rules.SOUND_READ_BYTES, rules.VIDEO_BYTES)
FORM_BYTES = 1_000_000
"""What a form may have around its file."""

NAME = 200
"""Characters of a file's name that are kept."""

FREE = 512 * 2**20
"""Bytes that stay free on the disk: results that were paid for come first."""


def as_json() -> dict[str, object]:
    """Return what of the public limits is about one person's share."""
    return {"count": COUNT, "bytes": BYTES}
