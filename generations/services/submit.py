"""Buy: send one job to the gateway, once.

The order of writing is what makes it safe. What is sent is put together first: a
request for which that is not possible any more ends here. The intent, with the
purchase's own id, is committed before the call; the lease outlasts the call; every
write afterwards shows the token. A process that dies in between leaves an intent, which
is settled by looking up the own id and never by sending again (see `settle`).
"""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from uuid import UUID

from django.db import InterfaceError, OperationalError, connection, transaction
from django.utils import timezone

from generations import pacing, wiring
from generations.gateway import Accepted, Endpoint, GatewayError
from generations.media.vault import StorageTrouble
from generations.models import (
    Event,
    Generation,
    LeaseLost,
    State,
    SubmitAttempt,
)

from . import answers, doubts, refusals, unsent
from .callbacks import address_for_attempt
from .holders import this_process
from .parents import see_that_its_clip_serves
from .standing import see_that_it_is_offered
from .wire_request import CARRIES_FILES, wire_body

logger = logging.getLogger(__name__)

WRITE_AGAIN_AFTER = (0.2, 0.8, 2.0)
"""Seconds between tries to write an answer while the database fails: together less
than a lease goes on after the longest call."""

Write = Callable[[Generation, SubmitAttempt], None]


@dataclass(frozen=True, slots=True)
class Call:
    """A paid call, ready to be made. `latest` is the monotonic time it may begin."""

    endpoint: Endpoint
    body: bytes = field(repr=False)
    callback_digest: str
    deadline: float
    latest: float


def submit(pk: UUID, token: int) -> None:
    """Send a claimed job. A bell that comes twice, or late, buys nothing."""
    generation = Generation.objects.select_related("account", "lane").get(pk=pk)
    if generation.state != State.SUBMITTING or generation.lease_token != token:
        return
    with suppress(LeaseLost):
        if prepared := _prepared(generation, token):
            _send(generation, *prepared)


def _prepared(generation: Generation, token: int) -> tuple[SubmitAttempt, Call] | None:
    """Make ready to send, up to the intent; or say why nothing is sent."""
    _begin(generation)
    try:
        call = _call(generation)
        return _intend(generation, token, call), call
    except unsent.Unsendable as reason:
        unsent.release(generation, reason)
    except unsent.NotPermitted:
        unsent.leave_to_a_person(generation)
    except StorageTrouble as trouble:
        unsent.wait_for_storage(generation, trouble)
    return None


def _begin(generation: Generation) -> None:
    """Count the start before anything else: what kills its worker is so stopped.

    Files may take longer to come from the storage than a bell may go unanswered.
    """
    changes: dict[str, object] = {"tries": generation.tries + 1}
    if generation.kind in CARRIES_FILES:
        lease = timedelta(seconds=pacing.FILES_LEASE)
        changes |= {
            "holder": this_process(),
            "next_action_at": timezone.now() + lease,
        }
    generation.note(**changes)


def _call(generation: Generation) -> Call:
    """Put together all that the call needs, so that nothing is asked for later."""
    pace, account = wiring.pace(), generation.sent_through
    endpoint = wiring.endpoint_of(account, generation.model)
    see_that_its_clip_serves(generation)
    see_that_it_is_offered(generation)
    callback = address_for_attempt(account, generation.kind)
    body = wire_body(generation, callback.url)
    deadline = pace.create_deadline_of(generation.kind)
    lease = pace.create_lease(generation.kind)
    latest = time.monotonic() + lease - deadline
    return Call(endpoint, body, callback.digest, deadline, latest)


@transaction.atomic
def _intend(generation: Generation, token: int, call: Call) -> SubmitAttempt:
    """Commit that this job is about to be bought, and by whom."""
    _see_that_it_is_allowed(generation)
    now = timezone.now()
    lease = timedelta(seconds=wiring.pace().create_lease(generation.kind))
    generation.begin(token, next_action_at=now + lease, holder=this_process())
    return SubmitAttempt.objects.create(
        generation=generation,
        own_id=generation.own_id,
        number=generation.attempts.count() + 1,
        sent_to=wiring.digest_of(call.endpoint),
        body_sha256=hashlib.sha256(call.body).hexdigest(),
        callback_digest=call.callback_digest,
        started_at=now,
    )


def _see_that_it_is_allowed(generation: Generation) -> None:
    """Refuse to send what can't be looked up more often than somebody permitted.

    The last line of defence: whatever led here, an extension is not bought twice.
    """
    if doubts.can_ask(generation.kind):
        return
    sent = SubmitAttempt.objects.sent_for(generation).count()
    if sent > Event.objects.permissions_of(generation).count():
        raise unsent.NotPermitted


def _send(generation: Generation, attempt: SubmitAttempt, call: Call) -> None:
    """Make the paid call, once, and write what it answered."""
    if time.monotonic() > call.latest:
        _write(generation, attempt, answers.not_sent_in_time)
        return
    try:
        answer = wiring.gateway().create(
            call.endpoint, generation.kind, call.body, deadline=call.deadline
        )
    except GatewayError as error:
        _write(generation, attempt, partial(refusals.record_refusal, error=error))
    else:
        _keep(generation, attempt, answer)


def _keep(generation: Generation, attempt: SubmitAttempt, answer: Accepted) -> None:
    """Write an acceptance; where that is too late or fails, remember the task.

    Too late is a row that was taken over as lost: whoever did that looks it up.
    """
    written = False
    try:
        record = partial(_record_acceptance, answer=answer)
        written = _write(generation, attempt, record)
    finally:
        if not written:
            attempt.remember(answer.task_id)
            Generation.objects.in_doubt(generation.pk).update(
                next_action_at=timezone.now()
            )


def _record_acceptance(
    generation: Generation, attempt: SubmitAttempt, answer: Accepted
) -> None:
    """Believe an answer only where it names our purchase, or nobody's."""
    echoed = answer.external_task_id
    if echoed is not None and echoed != generation.own_id:
        answers.doubt(generation, attempt, candidate=answer.task_id)
    else:
        answers.accept_now(generation, attempt, answer)


def _write(generation: Generation, attempt: SubmitAttempt, write: Write) -> bool:
    """Write an answer, also over a short failure of the database.

    Returns False where the row is no longer held as it was sent: it was taken over,
    or a commit that seemed to fail did not.
    """
    held = generation.lease_token
    for pause in (*WRITE_AGAIN_AFTER, None):
        try:
            if generation.lease_token != held:
                return False
            write(generation, attempt)
        except LeaseLost:
            return False
        except (OperationalError, InterfaceError):
            if pause is None:
                raise
            logger.exception("The answer for %s could not be written.", generation)
            time.sleep(pause)
            generation = _as_it_stands(generation, held)
        else:
            return True
    return False


def _as_it_stands(generation: Generation, held: int) -> Generation:
    """Read the row anew; what a failed transaction left in memory is not true."""
    connection.close()
    rows = Generation.objects.select_related("account", "lane")
    try:
        return rows.get(pk=generation.pk)
    except (OperationalError, InterfaceError):
        generation.state, generation.lease_token = State.SUBMITTING, held
        return generation
