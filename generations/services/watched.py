"""What a look at a task means for its row: it ended, goes on, or is gone."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from generations import pacing, wiring
from generations.gateway import Task
from generations.models import Cause, Generation, ProvenLookup, State

from . import answers, doubts
from .bells import ring_save
from .endings import NO_REASON, fail, shelve
from .look_up import Seen
from .reasons import reason_of

ENDS = ("succeed", "failed")


def act_on_task(row: Generation, seen: Seen, sent_to: str) -> bool:
    """Write what a task came to; return whether that freed a slot."""
    if not seen.is_of(row) or not _may_adopt(row, seen):
        return False
    if seen.shows_look_up(row):
        ProvenLookup.note(row.sent_through.pk, row.kind, sent_to, row.pk)
    if seen.task.status in ENDS and doubts.is_of_another_clip(row, seen.task):
        return _mixed_up(row)
    match seen.task.status:
        case "succeed" if seen.task.clips:
            _succeeded(row, seen.task)
        case "succeed":
            return missed(row)
        case "failed":
            _failed(row, seen.task)
        case _:
            _still_running(row, seen.task)
            return False
    return True


def _may_adopt(row: Generation, seen: Seen) -> bool:
    """Say whether a shelved purchase without a task may take this one for its own."""
    if row.gateway_task_id:
        return True
    task_id = seen.task.task_id or row.own_id
    return seen.names(row.own_id) and not answers.is_anothers(row, task_id)


def _still_running(row: Generation, task: Task) -> None:
    if row.state == State.ATTENTION:
        _back_to_running(row, task)
    elif row.misses:
        row.note(misses=0)


def _back_to_running(row: Generation, task: Task) -> None:
    """What was shelved turned up again: go on watching it."""
    now, pace = timezone.now(), wiring.pace()
    with transaction.atomic():
        answers.end_doubt(row, now)
        row.move(
            State.RUNNING,
            gateway_task_id=task.task_id or row.gateway_task_id or row.own_id,
            running_at=row.running_at or now,
            next_action_at=now,
            deadline_at=now + timedelta(seconds=pace.scaled(pacing.RUNNING_DEADLINE)),
            misses=0,
            **NO_REASON,
        )


def _succeeded(row: Generation, task: Task) -> None:
    """The clip exists upstream; it counts when it is in our own storage."""
    now, pace = timezone.now(), wiring.pace()
    if row.state == State.ATTENTION and not row.gateway_task_id:
        _back_to_running(row, task)
        return
    with transaction.atomic():
        answers.end_doubt(row, now)
        row.move(
            State.SAVING,
            result=result_of(task),
            misses=0,
            next_action_at=now + timedelta(seconds=pace.bell_lease),
            deadline_at=now + timedelta(seconds=pace.scaled(pacing.SAVING_DEADLINE)),
            **NO_REASON,
        )
        claim = (row.pk, row.lease_token)
        transaction.on_commit(lambda: ring_save(claim))


def result_of(task: Task) -> dict[str, list[dict[str, str | None]]]:
    """Return what is kept of a finished task until its files are saved."""
    return {"clips": [{"id": clip.id, "url": clip.url} for clip in task.clips]}


def _failed(row: Generation, task: Task) -> None:
    words = task.message.strip().rstrip(".")
    reason = reason_of(words)
    text = reason.text.format(words=words or "it gave no reason")
    with transaction.atomic():
        answers.end_doubt(row, timezone.now())
        fail(row, code=reason.code, text=text, cause=reason.cause)


def _mixed_up(row: Generation) -> bool:
    """The task that was followed is about another clip: whose it is, a person says."""
    if row.state == State.ATTENTION:
        return False
    shelve(
        row,
        code="mixed_up",
        text="The gateway answered with the task of another clip. Your credits stay "
        "held while somebody finds out what became of yours.",
        cause=Cause.GATEWAY,
    )
    return True


def missed(row: Generation) -> bool:
    """A known task that is gone, or done without a clip, may come back: wait first."""
    if row.state == State.ATTENTION:
        return False
    row.note(misses=row.misses + 1)
    age = (timezone.now() - (row.running_at or row.created_at)).total_seconds()
    patience = wiring.pace().scaled(pacing.VANISHED_AFTER)
    if row.misses < pacing.VANISHED_LOOKS or age < patience:
        return False
    shelve(
        row,
        code="vanished",
        text="The gateway no longer knows this task, or shows no clip for it. Your "
        "credits stay held while somebody looks at it.",
        cause=Cause.GATEWAY,
    )
    return True
