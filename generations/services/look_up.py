"""Ask the gateway for a task, and say whose the answer is.

Watching, settling and saving all ask; whether an answer is about the purchase, and
whether it shows that look-up by own id works, is judged here and nowhere else.
"""

from __future__ import annotations

from typing import NamedTuple

from generations import wiring
from generations.gateway import Endpoint, NotFound, Task
from generations.models import Generation

from .doubts import can_ask


class Question(NamedTuple):
    """What is asked: by our own id first, by the gateway's where it is known."""

    endpoint: Endpoint
    family: str
    own_id: str
    task_id: str = ""
    own_id_first: bool = True


class Seen(NamedTuple):
    """A task, and whether it was found by our own id."""

    task: Task
    by_own_id: bool

    def names(self, *ids: str) -> bool:
        """Say whether the task calls itself by one of these."""
        return bool(set(ids) & {self.task.task_id, self.task.external_task_id})

    @property
    def is_nameless(self) -> bool:
        return not (self.task.task_id or self.task.external_task_id)

    def is_of(self, row: Generation) -> bool:
        """Say whether this is the task of `row`, and no mixed-up answer.

        An answer that names no task is about the one that was asked for.
        """
        return self.is_nameless or self.names(row.own_id, row.gateway_task_id or "-")

    def shows_look_up(self, row: Generation) -> bool:
        """Say whether this proves that the gateway finds tasks by our own id."""
        return self.by_own_id and self.names(row.own_id)


def question_of(
    row: Generation, endpoint: Endpoint, *, own_id_first: bool
) -> Question | None:
    """Return the question for the task of a row; None where there is none to ask."""
    known = row.gateway_task_id
    if not can_ask(row.kind):
        own_id_first = False
    elif not known:
        own_id_first = True
    if not (known or own_id_first):
        return None
    return Question(endpoint, row.kind, row.own_id, known, own_id_first)


def ask(question: Question) -> Seen:
    """Look a task up; touches no database. Raises what `Gateway.query` raises.

    A denial of our own id stands only where no other id is known.
    """
    query = wiring.gateway().query
    if question.own_id_first:
        try:
            task = query(question.endpoint, question.family, question.own_id)
        except NotFound:
            if not question.task_id:
                raise
        else:
            return Seen(task, by_own_id=True)
    task = query(question.endpoint, question.family, question.task_id)
    return Seen(task, by_own_id=False)
