"""Watch running tasks: many at once, and one write only where something changed.

The claim has already set when each row is looked at next, so an unchanged task
costs no write at all. Queries run in threads, outside any transaction; this
thread alone writes.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import cache
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from generations import pacing, wiring
from generations.gateway import (
    AccountFault,
    Endpoint,
    GatewayError,
    NotFound,
    Task,
)
from generations.models import (
    Cause,
    Claim,
    Generation,
    LeaseLost,
    ProvenLookup,
    State,
)

from . import answers
from .bells import ring_save
from .dispatch import dispatch
from .endings import NO_REASON, fail, shelve
from .reasons import reason_of

logger = logging.getLogger(__name__)

THREADS = 32


class Look(NamedTuple):
    """A row, where to ask, and whether to ask by our own id."""

    row: Generation
    endpoint: Endpoint
    by_own_id: bool

    @property
    def sent_to(self) -> str:
        return wiring.digest_of(self.endpoint)


@cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(THREADS, thread_name_prefix="poll")


def poll(claims: Sequence[Claim]) -> None:
    """Look at claimed tasks and act on those that changed."""
    looks = list(_looks(claims))
    freed = False
    for look, seen in zip(looks, _threads().map(_ask, looks), strict=True):
        try:
            freed |= _act_as_held(look, seen)
        except Exception:
            # One row that can't be acted on must not keep the others waiting.
            logger.exception("%s could not be acted on.", look.row)
    if freed:
        dispatch()


def _looks(claims: Sequence[Claim]) -> Iterable[Look]:
    """Load the rows still held by these tokens, with the address to ask at."""
    tokens = dict(claims)
    rows = Generation.objects.filter(pk__in=tokens).select_related("account")
    endpoints: dict[tuple[int, str], Endpoint] = {}
    proven: dict[tuple[int, str], bool] = {}
    for row in rows:
        watched = row.state in (State.RUNNING, State.ATTENTION)
        if not watched or row.lease_token != tokens[row.pk] or not row.account:
            continue
        account = row.account
        at, family = (account.pk, row.model), (account.pk, row.kind)
        if at not in endpoints:
            endpoints[at] = wiring.endpoint_of(account, row.model)
        endpoint = endpoints[at]
        if family not in proven:
            proven[family] = ProvenLookup.stands(*family, wiring.digest_of(endpoint))
        by_own_id = not (proven[family] and row.gateway_task_id)
        yield Look(row, endpoint, by_own_id)


def _ask(look: Look) -> Task | GatewayError:
    """Query one task; runs in a thread and touches no database."""
    row, endpoint, by_own_id = look
    gateway = wiring.gateway()
    try:
        if by_own_id:
            try:
                return gateway.query(endpoint, row.kind, row.own_id)
            except NotFound:
                if not row.gateway_task_id:
                    raise
        return gateway.query(endpoint, row.kind, row.gateway_task_id)
    except GatewayError as error:
        return error


def _act_as_held(look: Look, seen: Task | GatewayError) -> bool:
    """Act on a look, also where the row was claimed again while it took its time.

    What the gateway said of a task is true whichever claim asked for it; without
    this, a gateway slower than the poll plan would never be heard.
    """
    row = look.row
    try:
        return _act(look, seen)
    except LeaseLost:
        asked = (row.account_id, row.gateway_task_id)
        row.refresh_from_db()
        watched = row.state in (State.RUNNING, State.ATTENTION)
        if not watched or asked != (row.account_id, row.gateway_task_id):
            return False
    try:
        return _act(look, seen)
    except LeaseLost:
        return False


def _act(look: Look, seen: Task | GatewayError) -> bool:
    """Write what a look changed; return whether it freed a slot."""
    match seen:
        case Task():
            return _act_on_task(look, seen)
        case NotFound():
            return _missed(look.row)
        case AccountFault():
            answers.open_breaker(look.row, seen, timezone.now())
    return False


def _act_on_task(look: Look, task: Task) -> bool:
    row = look.row
    if not _is_ours(row, task):
        return False
    if look.by_own_id and task.external_task_id == row.own_id:
        ProvenLookup.note(row.sent_through.pk, row.kind, look.sent_to, row.pk)
    match task.status:
        case "succeed" if task.clips:
            _succeeded(row, task)
        case "succeed":
            return _missed(row)
        case "failed":
            _failed(row, task)
        case _:
            return _still_running(row, task)
    return True


def _is_ours(row: Generation, task: Task) -> bool:
    """A mixed-up answer names another task, and says nothing about this one."""
    ids = {row.own_id, row.gateway_task_id}
    named = {task.task_id, task.external_task_id} - {None}
    return not named or bool(named & ids)


def _still_running(row: Generation, task: Task) -> bool:
    if row.state == State.ATTENTION:
        _back_to_running(row, task)
    elif row.misses:
        row.note(misses=0)
    return False


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


def _missed(row: Generation) -> bool:
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
