"""Settle a purchase in doubt: find out whether the gateway took a lost create.

Found by own id, it is adopted. "Not found" proves its absence only where look-up by
own id has worked before on this account and family, after a window longer than the
gateway's worst lag, and with several definite answers spread over it. Until then the
row waits; it is never sent again on a guess. What has no own id (see `doubts`) can only
be asked for by an id that a late answer told; otherwise it waits for its time to pass.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from generations import pacing, wiring
from generations.gateway import AccountFault, Endpoint, GatewayError, NotFound
from generations.models import (
    Cause,
    Generation,
    LeaseLost,
    ProvenLookup,
    State,
    SubmitAttempt,
)

from . import answers
from .doubts import can_ask, is_of_another_clip, words_of
from .endings import shelve
from .look_up import Question, Seen, ask
from .refusals import note_account_fault

MOST_OF_A_WINDOW = 3
"""One look covers at most this part of the window: looks come four times in it."""


def settle(pk: UUID, token: int) -> None:
    """Look once at a lost create, and act on what that proves."""
    generation = Generation.objects.select_related("account", "lane").get(pk=pk)
    if generation.state != State.UNCONFIRMED or generation.lease_token != token:
        return
    attempt = SubmitAttempt.objects.open_of(generation)
    if attempt is None:
        raise LookupError(f"{generation} is in doubt, but no attempt of it is open")
    with suppress(LeaseLost):
        _look(generation, attempt)


def _look(generation: Generation, attempt: SubmitAttempt) -> None:
    if not (can_ask(generation.kind) or attempt.candidate_task_id):
        _look_again(generation, attempt)
        return
    endpoint = wiring.endpoint_of(generation.sent_through, generation.model)
    try:
        seen = _look_up(generation, attempt, endpoint)
    except NotFound:
        _not_found(generation, attempt, wiring.digest_of(endpoint))
    except AccountFault as error:
        note_account_fault(generation, error, timezone.now())
        _look_again(generation, attempt)
    except GatewayError:
        _look_again(generation, attempt)
    else:
        _found(generation, attempt, seen, wiring.digest_of(endpoint))


def _look_up(
    generation: Generation, attempt: SubmitAttempt, endpoint: Endpoint
) -> Seen:
    """Ask by our own id; where that is denied, by the id that a lost answer told.

    The latter says something only where the task names our purchase itself: else it
    is another's, and the denial stands.
    """
    own_id, candidate = generation.own_id, attempt.candidate_task_id
    asks = can_ask(generation.kind)
    seen = ask(Question(endpoint, generation.kind, own_id, candidate, asks))
    if asks and not seen.by_own_id and seen.task.external_task_id != own_id:
        raise NotFound("The task that was remembered is another's.")
    return seen


def _found(
    generation: Generation, attempt: SubmitAttempt, seen: Seen, sent_to: str
) -> None:
    """Adopt the task, if it is ours beyond doubt."""
    task, candidate = seen.task, attempt.candidate_task_id
    task_id = task.task_id or candidate or generation.own_id
    is_ours = task.external_task_id in (None, generation.own_id)
    is_ours = is_ours or task_id == candidate
    is_anothers = answers.is_anothers(generation, task_id)
    if not is_ours or is_anothers or is_of_another_clip(generation, task):
        _look_again(generation, attempt)
        return
    account_id, kind = generation.sent_through.pk, generation.kind
    with transaction.atomic():
        answers.accept(generation, attempt, task_id, task.request_id)
        if seen.shows_look_up(generation):
            ProvenLookup.note(account_id, kind, sent_to, generation.pk)


def _not_found(generation: Generation, attempt: SubmitAttempt, sent_to: str) -> None:
    """Count a definite "not found"; with enough of them over the window, resend.

    It counts only from where the create was sent to: under another key or address a
    task may be unknown that exists. Of a remembered id it says nothing of the create.
    """
    if sent_to != attempt.sent_to or not can_ask(generation.kind):
        _look_again(generation, attempt)
        return
    window = wiring.pace().settle_window(generation.kind)
    if not attempt.miss(timezone.now(), counts_at_most=window / MOST_OF_A_WINDOW):
        return  # another look, which overlapped this one, has counted the time
    if (
        attempt.unfound_for >= window
        and attempt.looks >= pacing.SETTLE_LOOKS
        and ProvenLookup.stands(generation.sent_through.pk, generation.kind, sent_to)
    ):
        answers.prove_absent(generation, attempt)
    else:
        _look_again(generation, attempt)


def _look_again(generation: Generation, attempt: SubmitAttempt) -> None:
    """Wait for the next look, or past the deadline for a person."""
    now = timezone.now()
    if generation.deadline_at and now >= generation.deadline_at:
        text = words_of(generation.kind).shelved
        shelve(generation, code="unconfirmed", text=text, cause=Cause.GATEWAY)
        return
    if not (can_ask(generation.kind) or attempt.candidate_task_id):
        generation.note(next_action_at=generation.deadline_at)
        return
    age = (now - (attempt.ended_at or attempt.started_at)).total_seconds()
    wait = wiring.pace().next_settle_look(generation.kind, age)
    generation.note(next_action_at=now + timedelta(seconds=wait))
