"""Buy: send one job to the gateway, once.

The order of writing is what makes it safe. The intent, with the purchase's own id,
is committed before the call; the lease outlasts the call; every write afterwards
shows the token. A process that dies in between leaves an intent, which is settled
by looking up the own id and never by sending again (see `settle`).
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from generations import wiring
from generations.gateway import Accepted, GatewayError, writer_for
from generations.models import Generation, LeaseLost, State, SubmitAttempt

from . import answers
from .holders import this_process


def submit(pk: UUID, token: int) -> None:
    """Send a claimed job. A bell that comes twice, or late, buys nothing."""
    generation = Generation.objects.select_related("account", "lane").get(pk=pk)
    if generation.state != State.SUBMITTING or generation.lease_token != token:
        return
    try:
        # Counted and committed first: what kills its worker is stopped by the count.
        generation.note(tries=generation.tries + 1)
    except LeaseLost:
        return
    payload = _payload(generation)
    started = time.monotonic()
    try:
        attempt = _intend(generation, token, payload)
    except LeaseLost:
        return
    deadline = wiring.pace().create_deadline_of(generation.kind)
    lease_left = wiring.pace().create_lease(generation.kind) - (
        time.monotonic() - started
    )
    if lease_left < deadline:
        answers.not_sent_in_time(generation, attempt)
        return
    try:
        _send(generation, attempt, payload, deadline)
    except LeaseLost:
        # Taken over as lost: whoever did that looks the purchase up, and adopts it.
        return


def _send(
    generation: Generation,
    attempt: SubmitAttempt,
    payload: Mapping[str, Any],
    deadline: float,
) -> None:
    """Make the paid call, once, and write what it answered."""
    endpoint = wiring.endpoint_of(generation.sent_through, generation.model)
    try:
        answer = wiring.gateway().create(
            endpoint, generation.kind, payload, deadline=deadline
        )
    except GatewayError as error:
        answers.record_refusal(generation, attempt, error)
    else:
        _record_acceptance(generation, attempt, answer)


def _payload(generation: Generation) -> dict[str, Any]:
    write = writer_for(generation.kind)
    return write(
        generation.request,
        wire_model_name=wiring.wire_name_of(
            generation.sent_through, generation.model, generation.kind
        ),
        external_task_id=generation.own_id,
    )


@transaction.atomic
def _intend(
    generation: Generation, token: int, payload: Mapping[str, Any]
) -> SubmitAttempt:
    """Commit that this job is about to be bought, and by whom."""
    now = timezone.now()
    lease = timedelta(seconds=wiring.pace().create_lease(generation.kind))
    generation.begin(token, next_action_at=now + lease, holder=this_process())
    body = json.dumps(payload, sort_keys=True, ensure_ascii=False)
    return SubmitAttempt.objects.create(
        generation=generation,
        own_id=generation.own_id,
        number=generation.attempts.count() + 1,
        body_sha256=hashlib.sha256(body.encode()).hexdigest(),
        started_at=now,
    )


def _record_acceptance(
    generation: Generation, attempt: SubmitAttempt, answer: Accepted
) -> None:
    """Believe an answer only where it names our purchase, or nobody's."""
    echoed = answer.external_task_id
    if echoed is not None and echoed != generation.own_id:
        answers.doubt(generation, attempt, candidate=answer.task_id)
    else:
        answers.accept(generation, attempt, answer.task_id, answer.request_id)
