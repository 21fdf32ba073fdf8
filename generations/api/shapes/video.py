"""The `video` shape."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from generations.api.addresses import MediaAddresses
from generations.api.times import spelt, spelt_or_none

Shape = dict[str, Any]
Names = Mapping[UUID, str]
"""What the owners are called."""

COLUMNS = (
    "id",
    "owner_id",
    "generation_id",
    "kind",
    "model",
    "title",
    "prompt",
    "duration",
    "width",
    "height",
    "fps",
    "has_audio",
    "size",
    "sha256",
    "thumbhash",
    "created_at",
    "updated_at",
    "favourite",
    "note",
    "source_video_id",
    "sandbox",
    "upstream_expires_at",
    "posters",
    "preview",
    "trashed_at",
)


def _later(what: str) -> Shape:
    text = f"{what} opens with a later version of this studio."
    return {
        "allowed": False,
        "reason": {"code": "not_offered_yet", "text": text},
        "until": None,
    }


ACTIONS = {
    "extend": _later("Extending a clip"),
    "continue": _later("Going on from a clip's last frame"),
    "lip_sync": _later("Lip-sync"),
}


class Videos:
    """Makes the shapes of one answer."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._media = MediaAddresses()

    def shape(self, row: tuple[Any, ...]) -> Shape:
        """Return the shape of a row of COLUMNS."""
        (
            pk, owner, generation, kind, model, title, prompt, duration, width, height,
            fps, has_audio, size, sha256, thumbhash, created, updated, favourite, note,
            source, sandbox, upstream_expires, posters, preview, trashed,
        ) = row  # fmt: skip
        video_id, address = str(pk), self._media.of
        return {
            "id": video_id,
            "generation": str(generation),
            "kind": kind,
            "model": model,
            "title": title,
            "prompt": prompt,
            "duration": float(duration),
            "width": width,
            "height": height,
            "fps": fps,
            "has_audio": has_audio,
            "size": size,
            "sha256": sha256,
            "thumbhash": thumbhash or None,
            "created_at": spelt(created),
            "updated_at": spelt(updated),
            "favourite": favourite,
            "note": note,
            "source_video": source and str(source),
            "collections": [],
            "owner": {"id": str(owner), "name": self._names[owner]},
            "sandbox": sandbox,
            "upstream_expires_at": spelt(upstream_expires),
            "file": address(video_id, "file"),
            "poster": address(video_id, "poster") if posters else None,
            "preview": address(video_id, "preview") if preview else None,
            "media_expires_at": self._media.expires_at,
            "trashed_at": spelt_or_none(trashed),
            "actions": ACTIONS,
        }
