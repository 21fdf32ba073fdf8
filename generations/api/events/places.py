"""The line as it moves: waiting jobs get new places without a change in their feed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from generations import wiring
from generations.api.records import records
from generations.models import Change, Generation, Lane, ObjectType
from generations.services import forecast
from generations.services.forecast import Place

from .frames import told

Line = dict[UUID, dict[UUID, Place]]
"""The places of people's waiting jobs, by person and by job."""

NOTICEABLE = 0.05
"""A place far back is told anew when it moved by this part of itself.

Otherwise each start would tell every one of a thousand jobs behind it.
"""

NOTICEABLE_TIME = timedelta(seconds=5)


def waiting(user_ids: Collection[UUID]) -> Line:
    """Return these people's places, looking at the whole line only if they wait."""
    queueing = Lane.objects.filter(
        owner_id__in=user_ids, sandbox=wiring.sandbox(), waiting__gt=0
    )
    owners = list(queueing.values_list("owner_id", flat=True))
    if not owners:
        return {}
    places = forecast.places()
    jobs = Generation.objects.waiting(sandbox=wiring.sandbox())
    line: Line = {owner: {} for owner in owners}
    for pk, owner in jobs.filter(owner_id__in=owners).values_list("pk", "owner_id"):
        if pk in places:
            line[owner][pk] = places[pk]
    return line


def events(jobs: Mapping[UUID, UUID]) -> dict[UUID, bytes]:
    """Return the event of each of these jobs (id -> owner) as it is now."""
    now = timezone.now()
    changes = [
        Change(user_id=owner, type=ObjectType.GENERATION, object_id=job, at=now)
        for job, owner in jobs.items()
    ]
    found = zip(changes, records(changes), strict=True)
    return {change.object_id: told(record) for change, record in found}


def moved(before: Mapping[UUID, Place], now: Mapping[UUID, Place]) -> set[UUID]:
    """Return the jobs whose place is noticeably another than was told before."""
    moment = timezone.now()
    return {
        job
        for job, place in now.items()
        if job not in before or is_noticeable(before[job], place, moment)
    }


def known(
    before: Mapping[UUID, Place], now: Mapping[UUID, Place], told: Collection[UUID]
) -> dict[UUID, Place]:
    """Return the places a reader knows, once they were told of some of these jobs.

    What was not told stays as it was: so many small moves add up to one worth telling.
    """
    return {job: place if job in told else before[job] for job, place in now.items()}


def is_noticeable(before: Place, now: Place, moment: datetime) -> bool:
    """Say whether a person would see a difference between two places."""
    pairs = [
        (before.position, now.position),
        (before.own_position, now.own_position),
    ]
    if before.holdup.code != now.holdup.code:
        return True
    if any(abs(a - b) >= max(1, NOTICEABLE * a) for a, b in pairs):
        return True
    if before.starts is None or now.starts is None:
        return before.starts is not now.starts
    return any(
        abs(a - b) > max(NOTICEABLE_TIME, NOTICEABLE * (b - moment))
        for a, b in zip(before.starts, now.starts, strict=True)
    )
