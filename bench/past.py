"""Tasks that a gateway ended before anybody looked: what history is made of."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from generations.models import Generation, Lane, State, uuid7

from .simulation import BODY, Durations

SEEN_AFTER = 0.5
"""Seconds from a task's end until a look sees it, on average."""


def make_past(
    owner: Any,
    count: int,
    takes: Durations,
    durations: Sequence[int],
    chance: random.Random,
) -> None:
    """Have that many tasks done of each duration, the last of them just now."""
    lane, now = Lane.objects.of(owner.pk, sandbox=True), timezone.now()
    for duration in durations:
        for number in range(count):
            freed = now - timedelta(minutes=number + 1)
            took = takes(chance, {"duration": str(duration)}) + SEEN_AFTER
            done(lane, duration, freed - timedelta(seconds=took), freed)


def done(lane: Lane, duration: int, sent: Any, freed: Any) -> None:
    pk = uuid7()
    Generation.objects.create(
        pk=pk,
        own_id=f"past-{pk.hex}",
        owner_id=lane.owner_id,
        sandbox=True,
        kind=BODY["kind"],
        model=BODY["model"],
        mode=BODY["mode"],
        duration=duration,
        request=BODY,
        state=State.SUCCEEDED,
        credits=Decimal("1.50"),
        lane=lane,
        cost=40.0,
        expected_p50=40.0,
        expected_p90=80.0,
        created_at=sent,
        submitted_at=sent,
        slot_freed_at=freed,
        ended_at=freed,
    )
