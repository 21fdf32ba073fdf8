"""Tolerant readers: from a reply to what it says, or to the error it amounts to.

The gateway's page prints its fields in different places for different operations, so
ids and times are looked for in each. What cannot be read is None, never a guess;
comparing ids with those that were asked for is the caller's work.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from generations.gateway import codes, fields
from generations.gateway.connection import Reply
from generations.gateway.envelope import (
    code_of,
    error_of,
    is_accepted,
    objection,
    readable,
    request_id_of,
)
from generations.gateway.errors import MESSAGE_LENGTH

WORD_LENGTH = 64
MOST_CLIPS = 32
MOST_UNITS = 10**9

STATUSES: Mapping[str, str] = {
    "submitted": "submitted",
    "processing": "processing",
    "succeed": "succeed",
    "succeeded": "succeed",
    "success": "succeed",
    "completed": "succeed",
    "failed": "failed",
    "failure": "failed",
    "error": "failed",
}
UNKNOWN = "unknown"


@dataclass(frozen=True)
class Accepted:
    """The gateway took a task. `external_task_id` is as echoed: compare it."""

    task_id: str
    external_task_id: str | None
    request_id: str | None
    raw: dict[str, Any] = field(repr=False)


@dataclass(frozen=True)
class Clip:
    """One result. `duration` is what the gateway says, in seconds: measure it."""

    id: str | None
    url: str
    duration: Decimal | None


@dataclass(frozen=True)
class ParentVideo:
    """What a task extends or lends a voice to, as far as the gateway says it."""

    id: str | None
    url: str | None
    duration: Decimal | None


@dataclass(frozen=True)
class Task:
    """A task as the gateway sees it.

    `status` is submitted, processing, succeed, failed, or unknown for a word that
    is none of these; the word itself is `status_word`. `message` says why a task
    failed. Times are the gateway's own, for display and order only.
    """

    task_id: str | None
    external_task_id: str | None
    status: str
    status_word: str
    message: str
    clips: tuple[Clip, ...]
    created_at: datetime | None
    updated_at: datetime | None
    deduction: Decimal | None
    request_id: str | None
    raw: dict[str, Any] = field(repr=False)
    parent_video: ParentVideo | None = None


def accepted(reply: Reply, *, has_own_id: bool = True) -> Accepted:
    """Read the answer to a create, or raise what it amounts to."""
    answer = readable(reply)
    task_id, external_task_id = _ids(fields.mapping(answer.get("data")))
    if task_id and is_accepted(reply, answer):
        return Accepted(task_id, external_task_id, request_id_of(answer), answer)
    raise objection(reply, answer, made=task_id, has_own_id=has_own_id)


def found(reply: Reply) -> Task:
    """Read the answer to a query, or raise what it amounts to."""
    answer = readable(reply)
    if is_accepted(reply, answer):
        task = _task(answer)
        if task.task_id or task.status_word:
            return task
    meaning = codes.meaning_on_query(reply.status, code_of(answer))
    raise error_of(codes.ON_QUERY.get(meaning, codes.ELSE_ON_QUERY), reply, answer)


def _ids(data: Mapping[str, Any]) -> tuple[str | None, str | None]:
    info = fields.mapping(data.get("task_info"))
    task_id = fields.first_identifier(
        data.get("task_id"), info.get("task_id"), data.get("id")
    )
    external = fields.first_identifier(
        info.get("external_task_id"), data.get("external_task_id")
    )
    return task_id, external


def _task(answer: dict[str, Any]) -> Task:
    data = fields.mapping(answer.get("data"))
    result = fields.mapping(data.get("task_result"))
    task_id, external_task_id = _ids(data)
    word = _word(data.get("task_status"))
    return Task(
        task_id=task_id,
        external_task_id=external_task_id,
        status=STATUSES.get(word.strip().casefold(), UNKNOWN),
        status_word=word,
        message=fields.text(data.get("task_status_msg"), MESSAGE_LENGTH),
        clips=_clips(result.get("videos")),
        created_at=fields.first_instant(
            data.get("created_at"), result.get("created_at")
        ),
        updated_at=fields.first_instant(
            data.get("updated_at"), result.get("updated_at")
        ),
        deduction=fields.decimal(data.get("final_unit_deduction"), MOST_UNITS),
        request_id=request_id_of(answer),
        raw=answer,
        parent_video=_parent(data),
    )


def _word(value: object) -> str:
    """Give the status as written; a number is kept too, so that it can be told."""
    return str(value if value is not None else "")[:WORD_LENGTH]


def _parent(data: Mapping[str, Any]) -> ParentVideo | None:
    """Find the parent, in task_info or beside it; None where nothing is told."""
    info = fields.mapping(data.get("task_info"))
    row = fields.mapping(info.get("parent_video") or data.get("parent_video"))
    parent = ParentVideo(
        fields.identifier(row.get("id")),
        fields.address(row.get("url")),
        fields.decimal(row.get("duration"), fields.LONGEST_CLIP),
    )
    return parent if parent.id or parent.url else None


def _clips(videos: object) -> tuple[Clip, ...]:
    """Keep every video that has an address."""
    listed = videos if isinstance(videos, list) else []
    rows = [fields.mapping(video) for video in listed[:MOST_CLIPS]]
    return tuple(
        Clip(
            fields.identifier(row.get("id")),
            row["url"],
            fields.decimal(row.get("duration"), fields.LONGEST_CLIP),
        )
        for row in rows
        if fields.address(row.get("url"))
    )
