"""A line of jobs as long as one likes: rows only, made at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from generations.models import Generation, Lane, uuid7

BODY = {
    "kind": "text2video",
    "model": "v2.5-turbo",
    "mode": "std",
    "prompt": "A paper boat on a slow river at dawn",
}
COSTS = {5: 40.0, 10: 55.0}
"""Seconds that such a job is expected to hold its slot, by seconds of film."""


def make_lanes(people: Sequence[Any]) -> list[Lane]:
    return Lane.objects.bulk_create(Lane(owner=one, sandbox=True) for one in people)


def put_in_line(jobs: Iterable[tuple[Lane, int]]) -> None:
    """Have each of these lanes wait for one more clip of that many seconds."""
    rows = [waiting(lane, duration) for lane, duration in jobs]
    Generation.objects.bulk_create(rows, batch_size=100)
    lanes = {row.lane_id: row.lane for row in rows}
    for row in rows:
        row.lane.waiting += 1
        row.lane.front = row.lane.front or row.pk
    Lane.objects.bulk_update(lanes.values(), ["waiting", "front"], batch_size=100)


def waiting(lane: Lane, duration: int) -> Generation:
    pk = uuid7()
    return Generation(
        id=pk,
        own_id=f"bench-{pk.hex}",
        owner_id=lane.owner_id,
        sandbox=True,
        kind=BODY["kind"],
        model=BODY["model"],
        mode=BODY["mode"],
        duration=duration,
        prompt=BODY["prompt"],
        request=BODY | {"duration": duration},
        credits=Decimal("1.50"),
        lane=lane,
        cost=COSTS[duration],
        expected_p50=COSTS[duration],
        expected_p90=2 * COSTS[duration],
    )
