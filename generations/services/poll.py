"""Watch running tasks: many at once, and one write only where something changed.

The claim has already set when each row is looked at next, so an unchanged task
costs no write at all. Queries run in threads, outside any transaction; this
thread alone writes.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import NamedTuple

from django.utils import timezone

from generations import wiring
from generations.gateway import AccountFault, Endpoint, GatewayError, NotFound
from generations.models import Claim, Generation, LeaseLost, ProvenLookup, State

from .dispatch import dispatch
from .look_up import Question, Seen, ask, question_of
from .refusals import note_account_fault
from .watched import act_on_task, missed

logger = logging.getLogger(__name__)

THREADS = 32
WATCHED = (State.RUNNING, State.ATTENTION)
Answer = Seen | Exception


class Look(NamedTuple):
    """A row, and what is asked about it."""

    row: Generation
    question: Question

    @property
    def sent_to(self) -> str:
        return wiring.digest_of(self.question.endpoint)


@cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(THREADS, thread_name_prefix="poll")


def poll(claims: Sequence[Claim]) -> None:
    """Look at claimed tasks and act on those that changed."""
    looks = list(_looks(claims))
    freed = False
    for look, answer in zip(looks, _threads().map(_asked, looks), strict=True):
        try:
            freed |= _act_as_held(look, answer)
        except Exception:
            # One row that can't be acted on must not keep the others waiting.
            logger.exception("%s could not be acted on.", look.row)
    if freed:
        dispatch()


def _looks(claims: Sequence[Claim]) -> Iterator[Look]:
    """Load the rows still held by these tokens, with what to ask."""
    tokens = dict(claims)
    addresses = _Addresses()
    rows = Generation.objects.filter(pk__in=tokens, state__in=WATCHED)
    for row in rows.select_related("account"):
        if row.lease_token != tokens[row.pk] or not row.account:
            continue
        try:
            endpoint, is_proven = addresses.of(row)
        except LookupError:
            logger.exception("%s has nowhere to be asked for.", row)
            continue
        if question := question_of(row, endpoint, own_id_first=not is_proven):
            yield Look(row, question)


class _Addresses:
    """Where rows are asked for, and whether own ids are known to work there."""

    def __init__(self) -> None:
        self._found: dict[tuple[int, str, str], tuple[Endpoint, bool]] = {}

    def of(self, row: Generation) -> tuple[Endpoint, bool]:
        account = row.sent_through
        at = account.pk, row.model, row.kind
        if at not in self._found:
            endpoint = wiring.endpoint_of(account, row.model)
            sent_to = wiring.digest_of(endpoint)
            proven = ProvenLookup.stands(account.pk, row.kind, sent_to)
            self._found[at] = endpoint, proven
        return self._found[at]


def _asked(look: Look) -> Answer:
    """Query one task, in a thread; one that breaks is no reason to drop the rest."""
    try:
        return ask(look.question)
    except Exception as error:  # noqa: BLE001 - handed to the thread that acts on it
        return error


def _act_as_held(look: Look, answer: Answer) -> bool:
    """Act on a look, also where the row was claimed again while it took its time.

    What the gateway said of a task is true whichever claim asked for it; without
    this, a gateway slower than the poll plan would never be heard.
    """
    row = look.row
    try:
        return _act(look, answer)
    except LeaseLost:
        asked = (row.account_id, row.gateway_task_id)
        row.refresh_from_db()
        if row.state not in WATCHED or asked != (row.account_id, row.gateway_task_id):
            return False
    try:
        return _act(look, answer)
    except LeaseLost:
        return False


def _act(look: Look, answer: Answer) -> bool:
    """Write what a look changed; return whether it freed a slot."""
    match answer:
        case Seen():
            return act_on_task(look.row, answer, look.sent_to)
        case NotFound():
            return missed(look.row)
        case AccountFault():
            note_account_fault(look.row, answer, timezone.now())
        case GatewayError():
            pass  # it told nothing: the task is as it was last known to be
        case _:
            raise answer
    return False
