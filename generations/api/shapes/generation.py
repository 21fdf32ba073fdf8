"""The `generation` shape."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from generations.api.addresses import address
from generations.api.times import tidied
from generations.models import FINAL, Generation, State
from generations.services.forecast import Place
from generations.services.rows import (
    Row,
    id_text,
    id_text_or_none,
    json_of,
    time_text,
    time_text_or_none,
)

Shape = dict[str, Any]

COLUMNS = (
    "id",
    "kind",
    "model",
    "mode",
    "duration",
    "title",
    "prompt",
    "request",
    "state",
    "reason_code",
    "reason_text",
    "reason_cause",
    "reason_charged",
    "created_at",
    "submitted_at",
    "running_at",
    "ended_at",
    "updated_at",
    "expected_p50",
    "expected_p90",
    "credits",
    "price_state",
    "source_video_id",
    "retry_of_id",
    "batch_id",
    "sandbox",
    "hidden",
    "metadata",
)
STATE = COLUMNS.index("state")
RETRYABLE = FINAL - {State.SUCCEEDED}


def shape(row: Row, place: Place | None, videos: Iterable[Shape]) -> Shape:
    """Return the shape of a row of COLUMNS, as the database gave it.

    `place` is where it waits, if it does.
    """
    (
        pk, kind, model, mode, duration, title, prompt, request, state,
        code, text, cause, charged,
        created, submitted, running, ended, updated, p50, p90,
        price, price_state, source, retry_of, batch, sandbox, hidden, metadata,
    ) = row  # fmt: skip
    generation_id = id_text(pk)
    return {
        "id": generation_id,
        "kind": kind,
        "model": model,
        "mode": mode or None,
        "duration": duration,
        "title": title,
        "prompt": prompt,
        "request": json_of(request),
        "state": state,
        "final": state in FINAL,
        "reason": _reason(code, text, cause, charged),
        "queue": place and queue_shape(place),
        "timing": {
            **_moments(created, submitted, running, ended, updated),
            "expected": {"p50": round(p50, 1), "p90": round(p90, 1)},
        },
        "price": {"credits": f"{price:.2f}", "state": price_state},
        "source_video": id_text_or_none(source),
        "retry_of": id_text_or_none(retry_of),
        "batch": id_text_or_none(batch),
        "sandbox": bool(sandbox),
        "hidden": bool(hidden),
        "metadata": json_of(metadata),
        "videos": list(videos),
        "links": _links(generation_id, state),
    }


def _moments(
    created: Any, submitted: Any, running: Any, ended: Any, updated: Any
) -> Shape:
    return {
        "created_at": time_text(created),
        "submitted_at": time_text_or_none(submitted),
        "running_at": time_text_or_none(running),
        "ended_at": time_text_or_none(ended),
        "updated_at": time_text(updated),
    }


def new_shape(generation: Generation, place: Place | None) -> Shape:
    """Return the shape of a generation that was just accepted, without reading it."""
    row = {name: getattr(generation, name) for name in COLUMNS}
    texts = {name: json.dumps(row[name]) for name in ("request", "metadata")}
    return shape(tuple((row | texts).values()), place, ())


def queue_shape(place: Place) -> Shape:
    """Return where a job waits, between when and when it should start, and why."""
    return {
        "position": place.position,
        "own_position": place.own_position,
        "starts": tidied(place.starts),
        "reason": {"code": place.holdup.code, "text": place.holdup.text},
    }


def _reason(code: str, text: str, cause: str, charged: str) -> Shape | None:
    if not code:
        return None
    return {"code": code, "text": text, "cause": cause, "charged": charged}


def _links(generation_id: str, state: str) -> dict[str, str | None]:
    here = address(f"generations/{generation_id}/")
    return {
        "self": here,
        "cancel": f"{here}cancel/" if state == State.QUEUED else None,
        "retry": f"{here}retry/" if state in RETRYABLE else None,
    }
