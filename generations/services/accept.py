"""Accept a request: check it, price it, hold the credits, put it in line.

All in one transaction: what was answered with success is there after a crash at any
moment, and what was refused left nothing behind.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from generations import wiring
from generations.errors import TooManyWaiting, ValidationFailed
from generations.models import (
    Batch,
    Change,
    Event,
    Generation,
    Lane,
    ObjectType,
    State,
    uuid7,
)

from . import history, quotes
from .assets.use import note_use
from .checked import Checked, check
from .credits import wallet_of
from .forecast import Place
from .newcomer import place_of_newcomer


@dataclass(frozen=True, slots=True)
class Job:
    """A checked request, what it costs, and where it will stand if that is known."""

    checked: Checked
    price: Decimal
    place: Place | None = None
    retry_of: Generation | None = None


def create_generation(owner_id: UUID, body: object) -> Generation:
    """Accept one request of a person: `prepare` it, then `take` it."""
    return take(prepare(owner_id, body))


def prepare(owner_id: UUID, body: object, *, retry_of: Generation | None = None) -> Job:
    """Check a body of POST generations/ and find its price, writing nothing.

    Raises `ValidationFailed` with every problem, or `PriceChanged` with a new offer.
    """
    checked = check(owner_id, body)
    if checked.problems:
        raise ValidationFailed(checked.problems)
    verdict = checked.verdict
    wanted = quotes.wanted(checked)
    [price] = quotes.agreed(wanted, verdict.quote, verdict.max_credits)
    place = place_of_newcomer(owner_id, checked.expected, checked.needs)
    return Job(checked, price, place, retry_of)


def take(job: Job) -> Generation:
    """Hold the price and put the job in line.

    Raises `InsufficientCredits` or `TooManyWaiting`, and then nothing is left of it.
    """
    [generation] = take_all([job])
    return generation


@transaction.atomic(savepoint=False)
def take_all(jobs: Sequence[Job], batch: Batch | None = None) -> list[Generation]:
    """Take several jobs of one person, all or none of them."""
    owner_id = jobs[0].checked.owner_id
    wallet = wallet_of(owner_id)
    lane = Lane.objects.of(owner_id, sandbox=wiring.sandbox())
    if lane.waiting + len(jobs) > wiring.max_waiting():
        raise TooManyWaiting(wiring.max_waiting())
    rows = [_row(job, lane, batch) for job in jobs]
    Generation.objects.bulk_create(rows)
    lane.enter(len(rows))
    wallet.hold({row.pk: row.credits for row in rows})
    Event.objects.bulk_create(
        Event(generation=row, name="accepted", to_state=State.QUEUED) for row in rows
    )
    note_use(owner_id, [row.request for row in rows])
    ids = [row.pk for row in rows]
    Change.objects.record(owner_id, ObjectType.GENERATION, ids)
    return rows


def _row(job: Job, lane: Lane, batch: Batch | None) -> Generation:
    pk, now, checked = uuid7(), timezone.now(), job.checked
    kind, model, mode, duration = checked.cell
    expected, verdict = checked.expected, checked.verdict
    earliest, latest = (job.place and job.place.starts) or (None, None)
    return Generation(
        pk=pk,
        own_id=own_id_of(pk),
        owner_id=checked.owner_id,
        sandbox=wiring.sandbox(),
        kind=kind,
        model=model,
        mode=mode,
        duration=duration,
        title=verdict.title,
        prompt=checked.request.get("prompt", ""),
        request=checked.request,
        metadata=verdict.metadata,
        credits=job.price,
        lane=lane,
        cost=history.turn_cost(checked.cell),
        expected_p50=expected.p50,
        expected_p90=expected.p90,
        starts_earliest=earliest,
        starts_latest=latest,
        bound_to_id=checked.source.account_id,
        source_video_id=checked.source.video_id,
        created_at=now,
        updated_at=now,
        retry_of=job.retry_of,
        batch=batch,
    )


def own_id_of(pk: UUID) -> str:
    """Return the purchase's own id at the gateway: derivable, so never lost."""
    realm = "rehearsal" if wiring.sandbox() else "live"
    return f"{realm}-{pk.hex}"
