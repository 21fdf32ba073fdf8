"""What the ids of a body stand for, looked up once."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from generations.capability import limits
from generations.capability.materials import Clip, FaceSession, Material, Materials
from generations.capability.reading.ids import is_uuid

Body = Mapping[str, object]

#: Fields that hold the id of one upload, and what it must be for.
_PURPOSES = {
    "image": "image",
    "image_tail": "image",
    "static_mask": "mask",
    "audio": "audio",
    "asset": "video",
}


class Reference(NamedTuple):
    """A place of the request that names an upload, well formed."""

    field: str
    id: str
    purpose: str


@dataclass(frozen=True, slots=True)
class Things:
    """The objects that a request names; those that nobody knows are missing.

    `clip` is the one in `video`, or the one whose faces `session` holds.
    """

    references: tuple[Reference, ...] = ()
    uploads: Mapping[str, Material] | None = None
    clip: Clip | None = None
    session: FaceSession | None = None

    def at(self, reference: Reference) -> Material | None:
        return (self.uploads or {}).get(reference.id)

    def upload(self, field: str) -> Material | None:
        """Return the upload that a field names, if it is one for this field."""
        for reference in self.references:
            if reference.field == field:
                found = self.at(reference)
                return found if found and found.purpose == reference.purpose else None
        return None


def look_up(body: Body, names: Collection[str], materials: Materials) -> Things:
    """Ask for everything that a body names in these fields."""
    references = tuple(_references(body, names))
    ids = {reference.id for reference in references}
    uploads = materials.materials(ids) if ids else {}
    clip_id = identity_in(body, "video") if "video" in names else None
    session_id = identity_in(body, "face_session") if "face_session" in names else None
    session = materials.face_session(session_id) if session_id else None
    if session and session.clip:
        clip_id = session.clip
    clip = materials.clip(clip_id) if clip_id else None
    return Things(references, uploads, clip, session)


def identity_in(body: Body, name: str) -> str | None:
    """Return the id in a field, where it is written like one."""
    return _identity(body.get(name))


def _identity(value: object) -> str | None:
    return value.lower() if isinstance(value, str) and is_uuid(value) else None


def _references(body: Body, names: Collection[str]) -> Iterator[Reference]:
    for field, value, purpose in _places(body, names):
        found = _identity(value)
        if found is not None:
            yield Reference(field, found, purpose)


def _places(body: Body, names: Collection[str]) -> Iterator[tuple[str, object, str]]:
    """Yield every place that may name an upload: its field, its value, its purpose."""
    for name in names:
        given = body.get(name)
        if name in _PURPOSES:
            yield name, given, _PURPOSES[name]
        elif name == "image_list" and isinstance(given, list):
            for place, entry in enumerate(given[: limits.IMAGE_LIST[1]]):
                yield f"{name}.{place}", entry, "image"
        elif name == "dynamic_masks" and isinstance(given, list):
            for place, area in enumerate(given[: limits.DYNAMIC_MASKS]):
                mask = area.get("mask") if isinstance(area, dict) else None
                yield f"{name}.{place}.mask", mask, "mask"
