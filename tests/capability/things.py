"""One person's objects, by name, for requests that need some."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from generations.capability import Verdict, validate
from generations.capability.materials import Clip, Face, FaceSession, Material
from generations.capability.reading.kinds import KIND_FIELDS

from .bodies import TABLE

NOW = datetime(2026, 5, 20, 12, tzinfo=UTC)


def identity(number: int) -> str:
    return f"01900000-0000-7abc-8def-{number:012d}"


STRANGER = identity(999)

PICTURE, TAIL, SMALL, FRAME = (identity(n) for n in range(1, 5))
MASK, MASK_2, WRONG_MASK, SMALL_MASK = (identity(n) for n in range(11, 15))
SOUND, SHORT_SOUND, LONG_SOUND, FILM = (identity(n) for n in range(21, 25))
CLIP, MASTER, MULTI, SYNCED, TRASHED, OLD = (identity(n) for n in range(31, 37))
SESSION, PENDING, FAILED, NOBODY, OF_UPLOAD = (identity(n) for n in range(41, 46))

MATERIALS = (
    Material(PICTURE, "image", 1280, 720),
    Material(TAIL, "image", 1280, 720),
    Material(SMALL, "image", 640, 480),
    Material(FRAME, "image", 1280, 720, from_clip=CLIP),
    Material(MASK, "mask", 1280, 720),
    Material(MASK_2, "mask", 1280, 720),
    Material(WRONG_MASK, "mask", 1280, 721),
    Material(SMALL_MASK, "mask", 640, 480),
    Material(SOUND, "audio", duration=Decimal("4.5")),
    Material(SHORT_SOUND, "audio", duration=Decimal("1.999")),
    Material(LONG_SOUND, "audio", duration=Decimal("60.001")),
    Material(FILM, "video", 1280, 720, Decimal(12)),
)


def clip(id: str, **changes: Any) -> Clip:
    """Return a clip of v1.6 std, 5 s, that may be extended, with some changes."""
    until = NOW + timedelta(days=20)
    seconds = changes.get("duration", Decimal("5.041"))
    given = {"kind": "text2video", "model": "v1.6", "mode": "std", **changes}
    given = {"duration": seconds, "chain_seconds": seconds, **given}
    return Clip(id, width=1280, height=720, **{"upstream_until": until, **given})


CLIPS = (
    clip(CLIP),
    clip(MASTER, model="v2.1-master", mode=None),
    clip(MULTI, kind="multi_image2video"),
    clip(SYNCED, kind="lip_sync"),
    clip(TRASHED, trashed=True),
    clip(OLD, upstream_until=NOW),
)

FACES = (Face("a", 0, 5000), Face("b", 3000, 5000), Face("c", 0, 1999))
READY = FaceSession(SESSION, "ready", 5041, NOW, FACES, clip=CLIP)

SESSIONS = (
    READY,
    replace(READY, id=PENDING, state="pending", faces=()),
    replace(READY, id=FAILED, state="failed", faces=()),
    replace(READY, id=NOBODY, faces=()),
    replace(READY, id=OF_UPLOAD, duration_ms=12_000, clip=None, asset=FILM),
)


@dataclass(frozen=True)
class Known:
    """Knows the objects above; more, or others of the same ids, may be added."""

    more: tuple[Material | Clip | FaceSession, ...] = ()
    sandbox: bool = False
    audition: bool = False
    now: datetime = NOW
    asked: list[list[str]] = field(default_factory=list, compare=False)

    def _of(self, kind: type) -> dict[str, Any]:
        every = (*MATERIALS, *CLIPS, *SESSIONS, *self.more)
        return {each.id: each for each in every if isinstance(each, kind)}

    def materials(self, ids: Iterable[str]) -> Mapping[str, Material]:
        self.asked.append(sorted(ids))
        known = self._of(Material)
        return {id: known[id] for id in self.asked[-1] if id in known}

    def clip(self, id: str) -> Clip | None:
        return self._of(Clip).get(id)

    def face_session(self, id: str) -> FaceSession | None:
        return self._of(FaceSession).get(id)


GOODS: dict[str, dict[str, Any]] = {
    "text2video": {"kind": "text2video", "model": "v1.6", "prompt": "A fox"},
    "image2video": {"kind": "image2video", "model": "v1.6", "image": PICTURE},
    "multi_image2video": {
        "kind": "multi_image2video",
        "model": "v1.6",
        "image_list": [PICTURE, SMALL],
        "prompt": "They meet",
    },
    "video_extend": {"kind": "video_extend", "video": CLIP},
    "lip_sync": {
        "kind": "lip_sync",
        "face_session": SESSION,
        "face_id": "a",
        "audio": SOUND,
    },
}


def path(*points: tuple[int, int]) -> list[dict[str, int]]:
    return [{"x": x, "y": y} for x, y in points or ((10, 10), (400, 300))]


def area(*points: tuple[int, int], mask: str = MASK) -> dict[str, Any]:
    """Return one dynamic mask with its path."""
    return {"mask": mask, "trajectories": path(*points)}


def judge_body(body: object, known: Known | None = None) -> Verdict:
    """Judge a body of any kind."""
    return validate(body, TABLE, known or Known(), fields=KIND_FIELDS)


def judge_kind(kind: str, known: Known | None = None, **changes: object) -> Verdict:
    """Judge the good body of a kind with some fields changed."""
    return judge_body({**GOODS[kind], **changes}, known)


def accepted_kind(
    kind: str, known: Known | None = None, **changes: object
) -> dict[str, Any]:
    """Return the request that the good body of a kind, changed, becomes."""
    request = judge_kind(kind, known, **changes).request
    assert request is not None
    return request
