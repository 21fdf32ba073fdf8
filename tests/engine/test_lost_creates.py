"""A create that hangs, is cut, answers 5xx or is taken late is bought once at most."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine

from generations import wiring
from generations.models import (
    GatewayAccount,
    Generation,
    Outcome,
    ProvenLookup,
    State,
    SubmitAttempt,
)
from generations.services.gateway_accounts import sync_from_settings

from .studio import Engine, ask, reach

LOST = [
    {"fault": "accept_then_hang", "seconds": 4},
    {"fault": "accept_then_close"},
    {"fault": "accept_then_500"},
    {"fault": "late_accept", "delay": 3},
]
IDS = [rule["fault"] for rule in LOST]


def on_the_first_create(engine: Engine, rule: dict[str, Any]) -> None:
    engine.sandbox.faults({"match": {"op": "create"}, "times": 1, **rule})


def prove_lookup() -> GatewayAccount:
    """Have the look-up by own id known to work, as it is after the first purchase."""
    account = sync_from_settings()
    sent_to = wiring.digest_of(wiring.endpoint_of(account, "v2.5-turbo"))
    ProvenLookup.objects.create(account=account, family="text2video", sent_to=sent_to)
    return account


@pytest.mark.parametrize("pace", [1.0, 0.02])
@pytest.mark.parametrize("rule", LOST, ids=IDS)
def test_it_is_found_and_never_sent_again(
    start_engine: Callable[..., Engine], alice: Any, rule: dict[str, Any], pace: float
) -> None:
    engine = start_engine(pace=pace, CREATE_DEADLINE=1.0)
    on_the_first_create(engine, rule)
    generation = ask(alice)
    engine.finish(generation, seconds=40)
    [create] = engine.creates()
    assert create["external_task_id"] == generation.own_id
    assert generation.state == State.SUCCEEDED
    assert generation.videos.count() == 1


def settle_for(engine: Engine, generation: Generation, span: timedelta) -> None:
    """Play the engine through a span of time in which nothing else happens."""
    with time_machine.travel(datetime.now().astimezone(), tick=True) as clock:
        end = datetime.now().astimezone() + span
        while datetime.now().astimezone() < end:
            generation.refresh_from_db()
            if generation.state != State.UNCONFIRMED:
                return
            assert generation.next_action_at
            clock.move_to(generation.next_action_at + timedelta(milliseconds=5))
            engine.turn()


@pytest.mark.parametrize("pace", [1.0, 0.02])
def test_it_is_not_sent_again_before_its_absence_is_proven(
    start_engine: Callable[..., Engine], alice: Any, pace: float
) -> None:
    engine = start_engine(pace=pace, CREATE_DEADLINE=1.0)
    prove_lookup()
    on_the_first_create(engine, {"fault": "500_no_accept"})
    generation = ask(alice)
    engine.until(reach(generation, State.UNCONFIRMED))
    window = timedelta(seconds=600 * pace)
    settle_for(engine, generation, window * 0.9)
    assert generation.state == State.UNCONFIRMED
    assert engine.creates() == []


@pytest.mark.parametrize("lost", ["500_no_accept", "drop_request"])
def test_absence_proven_after_the_window_is_followed_by_one_resend(
    start_engine: Callable[..., Engine], alice: Any, lost: str
) -> None:
    engine = start_engine(pace=0.005, CREATE_DEADLINE=0.5)
    prove_lookup()
    on_the_first_create(engine, {"fault": lost})
    generation = ask(alice)
    engine.finish(generation, seconds=40)
    attempts = SubmitAttempt.objects.filter(generation=generation)
    assert generation.state == State.SUCCEEDED
    assert [a.outcome for a in attempts] == [Outcome.ABSENT, Outcome.ACCEPTED]
    assert attempts[0].looks >= 3
    assert {a.own_id for a in attempts} == {generation.own_id}
    assert len(engine.creates()) == 1


def test_where_lookup_is_unproven_a_person_decides(
    start_engine: Callable[..., Engine], alice: Any
) -> None:
    engine = start_engine(pace=0.02, CREATE_DEADLINE=1.0)
    on_the_first_create(engine, {"fault": "500_no_accept"})
    generation = ask(alice)
    engine.until(reach(generation, State.UNCONFIRMED))
    settle_for(engine, generation, timedelta(minutes=5))
    assert generation.state == State.ATTENTION
    assert generation.price_state == "held"
    assert engine.creates() == []


def test_a_create_answered_for_another_is_accepted_only_by_own_id(
    engine: Engine, alice: Any
) -> None:
    on_the_first_create(engine, {"fault": "other_external_id"})
    generation = ask(alice)
    engine.finish(generation)
    assert generation.state == State.SUCCEEDED
    assert len(engine.creates()) == 1


@pytest.mark.parametrize(
    "rule",
    [{"fault": "empty_task_id"}, {"fault": "malformed", "body": "<html>"}],
    ids=lambda rule: rule["fault"],
)
def test_an_answer_that_says_nothing_is_settled_not_resent(
    engine: Engine, alice: Any, rule: dict[str, Any]
) -> None:
    on_the_first_create(engine, rule)
    generation = ask(alice)
    engine.finish(generation)
    assert generation.state == State.SUCCEEDED
    assert len(engine.creates()) == 1
