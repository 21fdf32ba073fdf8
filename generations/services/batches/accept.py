"""Accept a batch: all of its requests are put in line in one transaction, or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from generations import wiring
from generations.errors import ValidationFailed
from generations.models import Batch, Generation
from generations.services import forecast, quotes
from generations.services.accept import Job, take_all

from .judge import judge


@dataclass(frozen=True, slots=True)
class BatchJob:
    """A checked batch: what each of its requests costs."""

    owner_id: UUID
    takes: int
    jobs: Sequence[Job]


def prepare_batch(owner_id: UUID, body: object) -> BatchJob:
    """Check a body of POST batches/ and find its prices, writing nothing.

    Raises `ValidationFailed` with every problem of every member, or `PriceChanged`
    with a new offer for the whole.
    """
    judged = judge(owner_id, body)
    if judged.problems:
        raise ValidationFailed(judged.problems)
    prices = quotes.agreed(judged.wanted, judged.quote, judged.max_credits)
    pairs = zip(judged.jobs, prices, strict=True)
    return BatchJob(owner_id, judged.takes, [Job(*pair) for pair in pairs])


@transaction.atomic(savepoint=False)
def take_batch(ready: BatchJob) -> Batch:
    """Hold every price and put all jobs in line.

    Raises `InsufficientCredits` or `TooManyWaiting`, and then nothing is left of it.
    """
    batch = Batch.objects.create(
        owner_id=ready.owner_id, sandbox=wiring.sandbox(), takes=ready.takes
    )
    _keep_what_is_told(take_all(ready.jobs, batch))
    return batch


def _keep_what_is_told(rows: Sequence[Generation]) -> None:
    """Write between when and when each should start, as it is told now."""
    places = forecast.places()
    for row in rows:
        row.starts_earliest, row.starts_latest = places[row.pk].starts or (None, None)
    Generation.objects.bulk_update(rows, ["starts_earliest", "starts_latest"])
