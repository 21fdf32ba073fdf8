"""Accept a request: check it, price it, hold the credits, put it in line.

All in one transaction: what was answered with success is there after a crash at any
moment, and what was refused left nothing behind.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from generations import wiring
from generations.capability import Verdict, validate
from generations.errors import TooManyWaiting, ValidationFailed
from generations.models import (
    Change,
    Event,
    Generation,
    Lane,
    ObjectType,
    State,
    uuid7,
)

from . import forecast, history, quotes
from .credits import wallet_of
from .history import Expected


@dataclass(frozen=True, slots=True)
class Job:
    """A checked request, with what it costs and how long it should hold a slot."""

    request: Mapping[str, Any]
    verdict: Verdict
    price: Decimal
    expected: Expected


def check(body: object) -> Job:
    """Return the body as a job, or raise `ValidationFailed` with every problem."""
    verdict = validate(body, wiring.table())
    if verdict.problems or verdict.request is None or verdict.price is None:
        raise ValidationFailed(verdict.problems)
    request = verdict.request
    expected = history.expected(history.cell_of(request))
    return Job(request, verdict, verdict.price, expected)


def create_generation(
    owner_id: UUID, body: object, *, retry_of: Generation | None = None
) -> Generation:
    """Accept one request of a person.

    Raises `ValidationFailed`, `PriceChanged`, `InsufficientCredits` or
    `TooManyWaiting`, and then nothing was created or held.
    """
    job = check(body)
    price = quotes.agreed_price(owner_id, job.request, job.price, job.verdict)
    starts = forecast.newcomer(owner_id, job.expected.p50)
    with transaction.atomic():
        wallet = wallet_of(owner_id)
        lane = Lane.objects.of(owner_id, sandbox=wiring.sandbox())
        if lane.waiting >= wiring.max_waiting():
            raise TooManyWaiting(wiring.max_waiting())
        generation = _row(owner_id, job, price, lane, starts, retry_of)
        lane.enter()
        wallet.hold(price, generation.pk)
        Event.objects.create(
            generation=generation, name="accepted", to_state=State.QUEUED
        )
        Change.objects.record(owner_id, ObjectType.GENERATION, [generation.pk])
    return generation


def _row(
    owner_id: UUID,
    job: Job,
    price: Decimal,
    lane: Lane,
    starts: tuple[Any, Any] | None,
    retry_of: Generation | None,
) -> Generation:
    pk, request, now = uuid7(), job.request, timezone.now()
    return Generation.objects.create(
        pk=pk,
        own_id=own_id_of(pk),
        owner_id=owner_id,
        sandbox=wiring.sandbox(),
        kind=request["kind"],
        model=request["model"],
        mode=request.get("mode") or "",
        duration=request.get("duration"),
        title=job.verdict.title or "",
        prompt=request.get("prompt", ""),
        request=request,
        metadata=job.verdict.metadata or {},
        credits=price,
        lane=lane,
        cost=job.expected.p50,
        expected_p50=job.expected.p50,
        expected_p90=job.expected.p90,
        starts_earliest=starts and starts[0],
        starts_latest=starts and starts[1],
        created_at=now,
        updated_at=now,
        retry_of=retry_of,
    )


def own_id_of(pk: UUID) -> str:
    """Return the purchase's own id at the gateway: derivable, so never lost."""
    realm = "rehearsal" if wiring.sandbox() else "live"
    return f"{realm}-{pk.hex}"
