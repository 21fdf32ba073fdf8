"""Accepting a generation, against a view by hand that does the same writes."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from generations.services.gateway_accounts import sync_from_settings

from .calls import Answer, Caller
from .people import make_people, token_of
from .rounds import by_turns
from .rows import Row

OURS = "/api/v1/generations/"
BY_HAND = "/handwritten/generations/"
BODY = {
    "kind": "text2video",
    "model": "v2.5-turbo",
    "mode": "std",
    "duration": 5,
    "prompt": "A paper boat on a slow river at dawn",
}
ROUNDS, CALLS = 15, 6
NO_LIMIT = 10**9


def run() -> Iterator[Row]:
    """Yield what accepting costs, by what its writes alone cost.

    Each contestant asks for somebody else, so that their lines are alike.
    """
    settings.API_RATE = settings.MAX_WAITING = NO_LIMIT
    sync_from_settings()
    ours, by_hand = (Caller(token_of(person)) for person in make_people(2))
    cpu = by_turns(
        {
            "ours": lambda: accepted(ours.post(OURS, BODY)),
            "by_hand": lambda: accepted(by_hand.post(BY_HAND, BODY)),
        },
        rounds=ROUNDS,
        calls=CALLS,
    )
    told: dict[str, float] = {f"{k}_cpu_ms": round(v, 3) for k, v in cpu.items()}
    told |= {
        "ours_queries": queries(lambda: ours.post(OURS, BODY)),
        "by_hand_queries": queries(lambda: by_hand.post(BY_HAND, BODY)),
    }
    yield Row(
        "accept",
        "POST generations/, by a view by hand",
        cpu["ours"] / cpu["by_hand"],
        at_most=2.0,
        figures=told,
    )


def accepted(answer: Answer) -> None:
    if answer.status != 201:
        raise ValueError(f"{answer.status}: {answer.body[:500]!r}")


def queries(call: object) -> int:
    """Return how many statements a call sends to the database."""
    with CaptureQueriesContext(connection) as asked:
        call()  # type: ignore[operator]
    return len(asked)
