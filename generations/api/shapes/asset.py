"""The `asset` shape."""

from __future__ import annotations

from typing import Any

from generations.api.addresses import MediaAddresses
from generations.services.rows import (
    Row,
    id_text,
    id_text_or_none,
    json_of,
    time_text,
)

Shape = dict[str, Any]

COLUMNS = (
    "id",
    "purpose",
    "name",
    "type",
    "width",
    "height",
    "duration",
    "has_audio",
    "size",
    "sha256",
    "peaks",
    "thumbnail",
    "source_video_id",
    "source_time",
    "sandbox",
    "created_at",
)


class Assets:
    """Makes the shapes of one answer."""

    def __init__(self) -> None:
        self._media = MediaAddresses()

    def shape(self, row: Row) -> Shape:
        """Return the shape of a row of COLUMNS, as the database gave it."""
        (
            pk, purpose, name, media_type, width, height, duration, has_audio,
            size, sha256, peaks, thumbnail, source, moment, sandbox, created,
        ) = row  # fmt: skip
        here = f"assets/{id_text(pk)}"
        return {
            "id": id_text(pk),
            "purpose": purpose,
            "name": name,
            "type": media_type,
            "width": width,
            "height": height,
            "duration": _seconds(duration),
            "has_audio": None if has_audio is None else bool(has_audio),
            "size": size,
            "sha256": sha256,
            "peaks": json_of(peaks) or None,
            "source_video": id_text_or_none(source),
            "source_time": _seconds(moment),
            "sandbox": bool(sandbox),
            "created_at": time_text(created),
            "file": self._media.below(f"{here}/file"),
            "thumbnail": self._media.below(f"{here}/thumbnail") if thumbnail else None,
            "media_expires_at": self._media.expires_at,
        }


def _seconds(value: Any) -> float | None:
    return None if value is None else float(value)
