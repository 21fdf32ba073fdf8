"""A create in doubt: what can be asked about it, how long it is given, and its words.

Most families take an own id of ours, so the gateway can be asked what became of a lost
create. An extension takes none: nobody can be asked, so it is never sent again on a
guess. It keeps its slot and its hold for as long as it could run, and then an operator
finds out and says so (see `verdicts`).
"""

from __future__ import annotations

from typing import NamedTuple

from generations import wiring
from generations.gateway import FAMILIES, Task
from generations.models import Generation, State, SubmitAttempt

from . import history

ONE_AT_A_TIME = tuple(
    name for name, each in FAMILIES.items() if each.makes_task and not each.by_own_id
)
"""Kinds of which one is made of a clip at a time: of two that were lost nobody could
say which one arrived."""

RUNS_AT_MOST = 2.0
"""A lost task is given this many times the longest that was ever seen."""


class Words(NamedTuple):
    """What the owner is told while it is found out, and once a person has to."""

    meanwhile: str
    shelved: str


ASKING = Words(
    "We lost contact while sending. We are checking whether it arrived. You will not "
    "be charged twice.",
    "We lost contact while sending, and could not find out whether the request "
    "arrived. It was not sent again. Somebody will look at it.",
)
WAITING = Words(
    "We could not confirm that the gateway took this. You have not been charged, and "
    "it is not sent again by itself. We wait for as long as it could take.",
    "We could not confirm that the gateway took this. You have not been charged, and "
    "it was not sent again. Somebody will find out whether it arrived.",
)


def can_ask(kind: str) -> bool:
    """Whether the gateway finds tasks of this kind by our own id."""
    return FAMILIES[kind].by_own_id


def words_of(kind: str) -> Words:
    return ASKING if can_ask(kind) else WAITING


def is_in_doubt(row: Generation) -> bool:
    """Whether nobody knows if the gateway has the request at all."""
    return row.state in (State.UNCONFIRMED, State.ATTENTION) and not row.gateway_task_id


def given(row: Generation) -> float:
    """Return the seconds that a doubt may last before a person has to look."""
    if can_ask(row.kind):
        return wiring.pace().settle_deadline(row.kind)
    return RUNS_AT_MOST * history.longest(history.cell_of_row(row))


def first_look(row: Generation, attempt: SubmitAttempt, candidate: str = "") -> float:
    """Return the seconds until the first look; without anything to ask, to the end."""
    if can_ask(row.kind) or candidate or attempt.candidate_task_id:
        return wiring.pace().next_settle_look(row.kind, 0.0)
    return given(row)


def is_of_another_clip(row: Generation, task: Task) -> bool:
    """Whether a task says that it was made of another clip than the row was to be.

    That is all that tells whose an extension is: it carries no id of ours.
    """
    told = task.parent_video and task.parent_video.id
    if can_ask(row.kind) or told is None or row.source_video is None:
        return False
    return told != row.source_video.upstream_id
