"""The faces that the gateway finds in a video."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from generations.gateway import codes, fields
from generations.gateway.connection import Reply
from generations.gateway.envelope import (
    error_of,
    is_accepted,
    objection,
    readable,
    request_id_of,
)

MOST_FACES = 64


@dataclass(frozen=True)
class Face:
    """One face, and when it can be seen, in milliseconds of the video.

    `image_url` is the gateway's own address, which does not last. Both times are None
    where they cannot be read, or end before they start.
    """

    face_id: str
    image_url: str | None
    start_ms: int | None
    end_ms: int | None


@dataclass(frozen=True)
class Faces:
    """What was found, valid for as long as the session is; no faces is an answer."""

    session_id: str
    faces: tuple[Face, ...]
    request_id: str | None
    raw: dict[str, Any] = field(repr=False)


def identified(reply: Reply) -> Faces:
    """Read the answer to identify-face, or raise what it amounts to.

    A session whose list of faces cannot be read is in doubt: it was made, and to say
    that nobody is in the video would be a guess.
    """
    answer = readable(reply)
    session_id = fields.first_identifier(
        *(place.get("session_id") for place in _places(answer))
    )
    if not session_id or not is_accepted(reply, answer):
        raise objection(reply, answer, made=session_id, has_own_id=False)
    faces = _faces(answer)
    if faces is None:
        raise error_of(codes.ON_CREATE[codes.Meaning.DOUBT], reply, answer)
    return Faces(session_id, faces, request_id_of(answer), answer)


def _places(answer: Mapping[str, Any]) -> tuple[Mapping[str, Any], ...]:
    """Give where the fields may be: tasks have theirs in each of these."""
    data = fields.mapping(answer.get("data"))
    info, result = data.get("task_info"), data.get("task_result")
    return data, fields.mapping(info), fields.mapping(result)


def _faces(answer: Mapping[str, Any]) -> tuple[Face, ...] | None:
    """Read the list; None where it is no list, or nothing in it is a face.

    One that is null is empty: so do some servers write a list without entries.
    """
    told = [place["face_data"] for place in _places(answer) if "face_data" in place]
    if told and all(value is None for value in told):
        return ()
    listed = next((value for value in told if isinstance(value, list)), None)
    if listed is None:
        return None
    read = (_face(fields.mapping(row)) for row in listed[:MOST_FACES])
    faces = tuple(face for face in read if face)
    return faces if faces or not listed else None


def _face(row: Mapping[str, Any]) -> Face | None:
    face_id = fields.identifier(row.get("face_id"))
    if face_id is None:
        return None
    start = fields.milliseconds(row.get("start_time"))
    end = fields.milliseconds(row.get("end_time"))
    if start is None or end is None or end < start:
        start = end = None
    return Face(face_id, fields.address(row.get("face_image")), start, end)
