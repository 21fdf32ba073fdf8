"""All that happened to one request, as an operator reads it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from generations.models import Event, Generation, LedgerEntry, SubmitAttempt, Video

from . import audit
from .words import credits, hider


class Moment(NamedTuple):
    """One line of the timeline; `tone` colours its dot."""

    at: datetime
    what: str
    detail: str
    tone: str


@dataclass(frozen=True, slots=True)
class Story:
    request: str
    moments: list[Moment]
    attempts: list[SubmitAttempt]
    ledger: list[LedgerEntry]
    videos: list[Video]


def story(row: Generation, reader: Any) -> Story:
    """Gather a request's history; money only for those who may read the ledger."""
    hide = hider()
    attempts = list(row.attempts.all())
    for attempt in attempts:
        attempt.message = hide(attempt.message)
    may_see_money = reader.has_perm("generations.view_ledgerentry")
    ledger = list(row.ledger.order_by("id")) if may_see_money else []
    moments = [
        *(_of_event(event) for event in row.events.all()),
        *(moment for each in attempts for moment in _of_attempt(each)),
        *(_of_line(line) for line in ledger),
        *(_of_deed(entry) for entry in audit.notes_on(row)),
    ]
    return Story(
        request=hide(json.dumps(row.request, indent=2, ensure_ascii=False)),
        moments=sorted(moments, key=lambda moment: moment.at),
        attempts=attempts,
        ledger=ledger,
        videos=list(row.videos.order_by("id")),
    )


def _of_event(event: Event) -> Moment:
    code = str(event.detail.get("code", "")).replace("_", " ")
    if event.from_state:
        moved = {"from": event.from_state, "to": event.to_state}
        return Moment(event.at, _("%(from)s → %(to)s") % moved, code, event.to_state)
    return Moment(event.at, event.name.replace("_", " "), code, event.to_state)


def _of_attempt(attempt: SubmitAttempt) -> Iterator[Moment]:
    number = {"number": attempt.number}
    digest = _("body %(digest)s…") % {"digest": attempt.body_sha256[:12]}
    yield Moment(attempt.started_at, _("Sending %(number)s") % number, digest, "sent")
    if attempt.ended_at:
        what = _("Answer to sending %(number)s") % number
        yield Moment(attempt.ended_at, what, answer_of(attempt), attempt.outcome)


def answer_of(attempt: SubmitAttempt) -> str:
    """Return what the gateway said to an attempt, in one line."""
    words = [
        attempt.get_outcome_display(),
        f"HTTP {attempt.http_status}" if attempt.http_status else "",
        _("code %(code)s") % {"code": attempt.code} if attempt.code else "",
        attempt.message,
    ]
    return " · ".join(filter(None, words))


def _of_line(line: LedgerEntry) -> Moment:
    what = f"{line.get_kind_display()} {credits(line.amount)}"
    by = _("by %(actor)s") % {"actor": line.actor} if line.actor else ""
    words = ". ".join(filter(None, (line.reason, by)))
    return Moment(line.created_at, what.capitalize(), words, "money")


def _of_deed(entry: Any) -> Moment:
    by = _("by %(actor)s") % {"actor": entry.user}
    words = f"{audit.reason_of(entry)} ({by})"
    return Moment(entry.action_time, audit.deed_of(entry), words, "deed")
