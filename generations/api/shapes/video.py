"""The `video` shape."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from generations.api.addresses import MediaAddresses
from generations.services.offered import Facts, length_that_matters, offered
from generations.services.rows import (
    NO_ITEMS,
    Row,
    id_of,
    id_text,
    id_text_or_none,
    time_text,
    time_text_or_none,
)

Shape = dict[str, Any]
Names = Mapping[UUID, str]
"""What the owners are called."""

COLUMNS = (
    "id",
    "owner_id",
    "generation_id",
    "kind",
    "model",
    "mode",
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
    "upstream_id",
    "upstream_expires_at",
    "posters",
    "preview",
    "trashed_at",
)


class Videos:
    """Makes the shapes of one answer."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._owners: dict[Any, Shape] = {}
        self._media = MediaAddresses()
        self._actions = offered().actions

    def shape(self, row: Row) -> Shape:
        """Return the shape of a row of COLUMNS, as the database gave it."""
        (
            pk, owner, generation, kind, model, mode, title, prompt, duration, width,
            height, fps, has_audio, size, sha256, thumbhash, created, updated,
            favourite, note, source, sandbox, upstream_id, upstream_expires, posters,
            preview, trashed,
        ) = row  # fmt: skip
        video_id, address = id_text(pk), self._media.of
        until = time_text(upstream_expires)
        facts = Facts(
            kind, model, mode, bool(sandbox), trashed is not None,
            upstream_id != sha256, length_that_matters(duration),
        )  # fmt: skip
        return {
            "id": video_id,
            "generation": id_text(generation),
            "kind": kind,
            "model": model,
            "title": title,
            "prompt": prompt,
            "duration": float(duration),
            "width": width,
            "height": height,
            "fps": fps,
            "has_audio": bool(has_audio),
            "size": size,
            "sha256": sha256,
            "thumbhash": thumbhash or None,
            "created_at": time_text(created),
            "updated_at": time_text(updated),
            "favourite": bool(favourite),
            "note": note,
            "source_video": id_text_or_none(source),
            "collections": [],
            "owner": self._owners.get(owner) or self._owner(owner),
            "sandbox": bool(sandbox),
            "upstream_expires_at": until,
            "file": address(video_id, "file"),
            "poster": address(video_id, "poster") if posters != NO_ITEMS else None,
            "preview": address(video_id, "preview") if preview else None,
            "media_expires_at": self._media.expires_at,
            "trashed_at": time_text_or_none(trashed),
            "actions": self._actions(facts, until),
        }

    def _owner(self, value: UUID | str) -> Shape:
        """Return the owner, and remember them for the other rows."""
        name = self._names[id_of(value)]
        self._owners[value] = {"id": id_text(value), "name": name}
        return self._owners[value]
