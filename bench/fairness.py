"""Whether everybody gets their share of the slots, and newcomers a turn soon.

The real dispatch gives out the slots and nothing is sent: whoever has held a slot
longest gives it back. A share is what part of the expected slot-seconds somebody got
of what their weight stands for, while everybody waits. A newcomer is somebody whose
first job comes while others have many in line; its starts are counted up to its own.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator
from unittest import mock

from django.core.management import call_command

from generations.models import Generation, Lane, State
from generations.services import bells
from generations.services.accept import create_generation
from generations.services.dispatch import dispatch
from generations.services.gateway_accounts import sync_from_settings

from .line import BODY, make_lanes, put_in_line
from .people import make_people
from .rows import Row

LIMIT = 5
PEOPLE, STARTS = 100, 2000
HEAVY, WEIGHT = 10, 2.0
BATCHES, NEWCOMERS = (1, 4), 8


def run() -> Iterator[Row]:
    """Yield the worst share of all people, and the latest newcomer's first start."""
    with mock.patch.object(bells, "ring"):
        shares = shares_of(random.Random(1))
        worst = max(abs(share - 1) for share in shares)
        yield Row(
            "fairness",
            f"worst share of {PEOPLE} people, off by",
            100 * worst,
            unit="%",
            at_most=5,
            figures={"least": round(min(shares), 4), "most": round(max(shares), 4)},
        )
        for batches in BATCHES:
            starts = [first_start(batches, seed) for seed in range(NEWCOMERS)]
            yield Row(
                "fairness",
                f"a newcomer's first start beside {batches} who wait, at the latest",
                max(starts),
                unit=f"of {LIMIT} + 1",
                at_most=LIMIT + 1,
                figures={"newcomers": NEWCOMERS, "mean": sum(starts) / NEWCOMERS},
            )


def shares_of(chance: random.Random) -> list[float]:
    """Let everybody wait and be served; return the shares, 1 being what is due."""
    opened()
    lanes = make_lanes(make_people(PEOPLE))
    for lane in lanes[:HEAVY]:
        lane.weight = WEIGHT
    Lane.objects.bulk_update(lanes, ["weight"])
    enough = int(1.6 * STARTS / PEOPLE)
    put_in_line(
        (lane, chance.choice((5, 10)))
        for lane in lanes
        for _ in range(int(enough * lane.weight))
    )
    play(lambda started: started >= STARTS)
    got: Counter[int] = Counter()
    for lane_id, cost in Generation.objects.exclude(state=State.QUEUED).values_list(
        "lane_id", "cost"
    ):
        got[lane_id] += cost
    unit = sum(got.values()) / sum(lane.weight for lane in lanes)
    return [got[lane.pk] / lane.weight / unit for lane in lanes]


def first_start(batches: int, seed: int) -> int:
    """Return which start after a newcomer's request was theirs."""
    opened()
    chance = random.Random(seed)
    *others, newcomer = make_people(batches + 1)
    lanes = make_lanes(others)
    put_in_line((lane, chance.choice((5, 10))) for _ in range(30) for lane in lanes)
    begun = chance.randrange(LIMIT, 15 * batches)
    play(lambda started: started >= begun)
    asked = create_generation(newcomer.pk, BODY | {"duration": chance.choice((5, 10))})
    waits = Generation.objects.filter(pk=asked.pk, state=State.QUEUED)
    return play(lambda started: not waits.exists())


def opened() -> None:
    """Empty the studio, and give its account as many slots as are played with."""
    call_command("flush", interactive=False, inhibit_post_migrate=True, verbosity=0)
    account = sync_from_settings()
    account.concurrency = account.learned_limit = LIMIT
    account.save()


def play(until: Callable[[int], bool]) -> int:
    """Start jobs, and one for one end the oldest, until the count of starts will do."""
    started = dispatch()
    while not until(started):
        holding = Generation.objects.filter(state=State.SUBMITTING)
        oldest = holding.order_by("submitted_at").values_list("pk", flat=True)[:1]
        Generation.objects.filter(pk__in=list(oldest)).update(state=State.SAVING)
        started += dispatch()
    return started
