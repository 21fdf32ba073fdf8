"""What a validator may ask of the objects that a request names by their ids.

Whoever validates answers for one person: an id of somebody else's object is answered
as one that does not exist. Everything here is plain data, so the rules stay pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Protocol

#: What an upload is for.
PURPOSES = ("image", "mask", "audio", "video")

#: States of a face session.
PENDING, READY, FAILED = "pending", "ready", "failed"

#: Before every deadline: who knows no object needs no clock.
_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Material:
    """An upload, or a frame of a clip, as it is kept and would be sent.

    `width` and `height` are there for what is seen, `duration` (seconds) for what
    lasts. `from_clip` is the id of the clip that a picture was taken from.
    """

    id: str
    purpose: str
    width: int | None = None
    height: int | None = None
    duration: Decimal | None = None
    sandbox: bool = False
    from_clip: str | None = None


@dataclass(frozen=True, slots=True)
class Clip:
    """A finished clip in our own storage.

    `duration` is its measured seconds, `chain_seconds` those of the whole chain that
    it ends, as the gateway counts them. `upstream_until` is when the gateway deletes
    its copy; None where there is no such copy, so nothing can be made from it there.
    """

    id: str
    kind: str
    model: str
    mode: str | None
    width: int
    height: int
    duration: Decimal
    chain_seconds: Decimal
    upstream_until: datetime | None
    sandbox: bool = False
    trashed: bool = False


@dataclass(frozen=True, slots=True)
class Face:
    """One face and the span in which it is seen, in milliseconds, if that is known."""

    face_id: str
    start_ms: int | None
    end_ms: int | None


@dataclass(frozen=True, slots=True)
class FaceSession:
    """The faces of one clip or of one uploaded video.

    One that expired is made anew before it is used, so it is no reason to refuse.
    """

    id: str
    state: str
    duration_ms: int
    expires_at: datetime | None = None
    faces: tuple[Face, ...] = ()
    clip: str | None = None
    asset: str | None = None
    sandbox: bool = False


class Realm(Protocol):
    """Where what is made now is made."""

    @property
    def sandbox(self) -> bool:
        """Whether that is the sandbox."""


class Materials(Realm, Protocol):
    """One person's objects, and the terms under which they are used.

    Ids are lower-case uuid texts, here and in every object. Objects in the trash are
    known: a request that names one is told so.
    """

    @property
    def now(self) -> datetime: ...

    @property
    def audition(self) -> bool:
        """Whether an operator switched `audio_id` on."""

    def materials(self, ids: Iterable[str]) -> Mapping[str, Material]:
        """Return the person's uploads among `ids`, by id; asked once per request."""

    def clip(self, id: str) -> Clip | None: ...

    def face_session(self, id: str) -> FaceSession | None: ...


@dataclass(frozen=True, slots=True)
class _Nothing:
    """Knows no object, so that every id is unknown."""

    now: datetime = _NEVER
    sandbox: bool = False
    audition: bool = False

    def materials(self, ids: Iterable[str]) -> Mapping[str, Material]:
        return {}

    def clip(self, id: str) -> Clip | None:
        return None

    def face_session(self, id: str) -> FaceSession | None:
        return None


NO_MATERIALS: Materials = _Nothing()
