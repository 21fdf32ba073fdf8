"""Choosing the next job, with a thousand waiting and with twenty thousand.

A choice is what fills one free slot: the lock, the count of what runs, the lane in
turn, its oldest job, the move and all that it writes. It is taken back each time, so
that every choice meets the same line.
"""

from __future__ import annotations

from collections.abc import Iterator
from unittest import mock

from django.db import transaction

from generations.services import bells
from generations.services.dispatch import dispatch
from generations.services.gateway_accounts import sync_from_settings

from .gallery import smaller_copy
from .line import make_lanes, put_in_line
from .people import make_people
from .rounds import by_turns
from .rows import Row

PEOPLE, EACH = 1000, 20
ROUNDS, CALLS = 15, 6


def run() -> Iterator[Row]:
    """Yield how long a choice takes, and how it grows with the line."""
    account = sync_from_settings()
    account.concurrency = account.learned_limit = 1
    account.save()
    lanes = make_lanes(make_people(PEOPLE))
    put_in_line((lane, 5) for lane in lanes)
    with mock.patch.object(bells, "ring"), smaller_copy() as while_short:
        put_in_line((lane, 5) for _ in range(EACH - 1) for lane in lanes)
        cpu = by_turns(
            {"long": chosen, "short": lambda: while_short(chosen)},
            rounds=ROUNDS,
            calls=CALLS,
        )
    few, many = f"{PEOPLE:,}", f"{PEOPLE * EACH:,}"
    yield Row("choosing", f"one of {few} waiting", cpu["short"], unit="ms")
    yield Row("choosing", f"one of {many} waiting", cpu["long"], unit="ms")
    growth = cpu["long"] / cpu["short"]
    yield Row("choosing", f"one of {many}, by one of {few}", growth, at_most=1.2)


def chosen() -> None:
    """Fill the one slot, and empty it again."""
    with transaction.atomic():
        if dispatch() != 1:
            raise ValueError("No job was chosen.")
        transaction.set_rollback(True)
