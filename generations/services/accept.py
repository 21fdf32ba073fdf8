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

from . import history, quotes
from .credits import wallet_of
from .forecast import Place
from .history import Expected
from .newcomer import place_of_newcomer


@dataclass(frozen=True, slots=True)
class Job:
    """A checked request: what it costs, how long it takes, and where it will stand."""

    owner_id: UUID
    request: Mapping[str, Any]
    verdict: Verdict
    price: Decimal
    expected: Expected
    place: Place
    retry_of: Generation | None = None


def create_generation(owner_id: UUID, body: object) -> Generation:
    """Accept one request of a person: `prepare` it, then `take` it."""
    return take(prepare(owner_id, body))


def prepare(owner_id: UUID, body: object, *, retry_of: Generation | None = None) -> Job:
    """Check a body of POST generations/ and find its price, writing nothing.

    Raises `ValidationFailed` with every problem, or `PriceChanged` with a new offer.
    """
    verdict = validate(body, wiring.table())
    if verdict.problems or verdict.request is None or verdict.price is None:
        raise ValidationFailed(verdict.problems)
    request = verdict.request
    price = quotes.agreed_price(owner_id, request, verdict.price, verdict)
    expected = history.expected(history.cell_of(request))
    place = place_of_newcomer(owner_id, expected)
    return Job(owner_id, request, verdict, price, expected, place, retry_of)


@transaction.atomic(savepoint=False)
def take(job: Job) -> Generation:
    """Hold the price and put the job in line.

    Raises `InsufficientCredits` or `TooManyWaiting`, and then nothing is left of it.
    """
    wallet = wallet_of(job.owner_id)
    lane = Lane.objects.of(job.owner_id, sandbox=wiring.sandbox())
    if lane.waiting >= wiring.max_waiting():
        raise TooManyWaiting(wiring.max_waiting())
    generation = _row(job, lane)
    lane.enter()
    wallet.hold(job.price, generation.pk)
    Event.objects.create(generation=generation, name="accepted", to_state=State.QUEUED)
    Change.objects.record(job.owner_id, ObjectType.GENERATION, [generation.pk])
    return generation


def _row(job: Job, lane: Lane) -> Generation:
    pk, request, now = uuid7(), job.request, timezone.now()
    earliest, latest = job.place.starts or (None, None)
    return Generation.objects.create(
        pk=pk,
        own_id=own_id_of(pk),
        owner_id=job.owner_id,
        sandbox=wiring.sandbox(),
        kind=request["kind"],
        model=request["model"],
        mode=request.get("mode") or "",
        duration=request.get("duration"),
        title=job.verdict.title,
        prompt=request.get("prompt", ""),
        request=request,
        metadata=job.verdict.metadata,
        credits=job.price,
        lane=lane,
        cost=history.turn_cost(history.cell_of(request)),
        expected_p50=job.expected.p50,
        expected_p90=job.expected.p90,
        starts_earliest=earliest,
        starts_latest=latest,
        created_at=now,
        updated_at=now,
        retry_of=job.retry_of,
    )


def own_id_of(pk: UUID) -> str:
    """Return the purchase's own id at the gateway: derivable, so never lost."""
    realm = "rehearsal" if wiring.sandbox() else "live"
    return f"{realm}-{pk.hex}"
