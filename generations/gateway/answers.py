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
from generations.gateway.decode import Malformed, decode
from generations.gateway.errors import MESSAGE_LENGTH, GatewayError

ADDRESS_LENGTH = 4096
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


def accepted(reply: Reply) -> Accepted:
    """Read the answer to a create, or raise what it amounts to."""
    answer = _readable(reply)
    task_id, external_task_id = _ids(fields.mapping(answer.get("data")))
    code = code_of(answer)
    if 200 <= reply.status < 300 and code == 0 and task_id:
        return Accepted(task_id, external_task_id, request_id_of(answer), answer)
    message = message_of(answer)
    meaning = codes.meaning_on_create(reply.status, code, message)
    if task_id and meaning is not codes.Meaning.DUPLICATE:
        # An error that names a task contradicts itself, and half of it cost money.
        meaning = codes.Meaning.DOUBT
    raise _error(codes.ON_CREATE[meaning], reply, answer)


def found(reply: Reply) -> Task:
    """Read the answer to a query, or raise what it amounts to."""
    answer = _readable(reply)
    code = code_of(answer)
    if 200 <= reply.status < 300 and code == 0:
        task = _task(answer)
        if task.task_id or task.status_word:
            return task
    meaning = codes.meaning_on_query(reply.status, code)
    raise _error(codes.ON_QUERY.get(meaning, codes.ELSE_ON_QUERY), reply, answer)


def code_of(answer: Mapping[str, Any]) -> int | None:
    """Find the code: the first that is not 0, or 0 where no layer objects.

    No table has one that needs more than 32 bits: that counts as none.
    """
    found_at = (fields.whole_number(it.get("code")) for it in fields.layers(answer))
    numbers = [n for n in found_at if n is not None and abs(n) <= fields.LARGEST_CODE]
    return next((number for number in numbers if number), 0 if numbers else None)


def message_of(answer: Mapping[str, Any]) -> str:
    """Find the words, in one line; those of a layer that objects come first."""
    layers = sorted(fields.layers(answer), key=_objects, reverse=True)
    words = (fields.text(it.get("message"), MESSAGE_LENGTH) for it in layers)
    return next((" ".join(it.split()) for it in words if it.strip()), "")


def _objects(layer: Mapping[str, Any]) -> bool:
    return bool(fields.whole_number(layer.get("code")))


def request_id_of(answer: Mapping[str, Any]) -> str | None:
    found = fields.first_identifier(
        *(layer.get("request_id") for layer in fields.layers(answer))
    )
    return found and found[: fields.REQUEST_ID_LENGTH]


def _readable(reply: Reply) -> dict[str, Any]:
    try:
        return decode(reply.body)
    except Malformed:
        return {}


def _error(
    make: codes.ErrorMaker, reply: Reply, answer: Mapping[str, Any]
) -> GatewayError:
    return make(
        message_of(answer) or "The gateway gave no reason.",
        code=code_of(answer),
        http_status=reply.status,
        request_id=request_id_of(answer),
    )


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
    )


def _word(value: object) -> str:
    """Give the status as written; a number is kept too, so that it can be told."""
    return str(value if value is not None else "")[:WORD_LENGTH]


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
        if isinstance(row.get("url"), str) and 0 < len(row["url"]) <= ADDRESS_LENGTH
    )
