"""Fair turns, and never more at the gateway than it allows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from generations.models import GatewayAccount, Generation, Lane, State
from generations.services.cancel import cancel_generation
from generations.services.forecast import places

from .studio import Engine, person, reach
from .studio import ask as ask_for_a_clip


def ask(owner: Any) -> Generation:
    """Ask for a task that takes its turn and its slot, and then fails quickly."""
    return ask_for_a_clip(owner, prompt="[fail]")


def starts_in_order(engine: Engine) -> list[str]:
    return [create["external_task_id"] for create in engine.creates()]


def test_a_newcomer_starts_within_limit_and_one_starts(
    start_engine: Callable[..., Engine], alice: Any, bob: Any
) -> None:
    engine = start_engine(concurrency=3)
    batch = [ask(alice) for _ in range(12)]
    engine.until(lambda: len(engine.creates()) >= 4)
    before = len(engine.creates())
    one = ask(bob)
    engine.finish(one, *batch, seconds=60)
    place = starts_in_order(engine).index(one.own_id)
    assert place - before < 4


def test_the_gateway_never_sees_more_than_the_limit(
    start_engine: Callable[..., Engine], alice: Any
) -> None:
    engine = start_engine(concurrency=3, gateway_pace=0.1)
    engine.finish(*[ask(alice) for _ in range(10)], seconds=60)
    stats = engine.sandbox.stats()
    assert stats["max_live"] == 3
    assert engine.creates("busy") == []


def test_a_full_house_is_no_failure_and_teaches_the_limit(
    start_engine: Callable[..., Engine], alice: Any
) -> None:
    engine = start_engine(concurrency=4, gateway_concurrency=2, gateway_pace=0.1)
    batch = [ask(alice) for _ in range(6)]
    engine.finish(*batch, seconds=60)
    assert {generation.reason_code for generation in batch} == {"content_refused"}
    assert GatewayAccount.objects.get().learned_limit == 2


def test_the_line_is_taken_in_the_order_it_was_told(
    start_engine: Callable[..., Engine], alice: Any, bob: Any
) -> None:
    engine = start_engine(concurrency=1)
    jobs = [ask(alice), ask(alice), ask(alice), ask(bob), ask(bob)]
    told = sorted(places().items(), key=lambda item: item[1].position)
    engine.finish(*jobs, seconds=60)
    own_ids = dict(Generation.objects.values_list("pk", "own_id"))
    assert starts_in_order(engine) == [own_ids[pk] for pk, _ in told]


def test_cancelled_jobs_cost_their_owner_no_turn(engine: Engine, alice: Any) -> None:
    lane_before = Lane.objects.of(alice.pk, sandbox=True).virtual_start
    for generation in [ask(alice) for _ in range(5)]:
        cancel_generation(generation)
    lane = Lane.objects.get(owner=alice)
    assert (lane.waiting, lane.virtual_start) == (0, lane_before)


def test_a_heavier_lane_gets_more_turns(
    start_engine: Callable[..., Engine], alice: Any, bob: Any
) -> None:
    engine = start_engine(concurrency=1)
    lane = Lane.objects.of(alice.pk, sandbox=True)
    Lane.objects.filter(pk=lane.pk).update(weight=2.0)
    jobs = [ask(who) for who in (alice, bob) for _ in range(4)]
    engine.until(lambda: len(engine.creates()) >= 6, seconds=60)
    hers = {job.own_id for job in jobs if job.owner_id == alice.pk}
    first_six = starts_in_order(engine)[:6]
    assert sum(own_id in hers for own_id in first_six) == 4


def test_a_capped_lane_lets_others_pass(
    start_engine: Callable[..., Engine], alice: Any, bob: Any
) -> None:
    engine = start_engine(concurrency=3, gateway_pace=0.2)
    lane = Lane.objects.of(alice.pk, sandbox=True)
    Lane.objects.filter(pk=lane.pk).update(running_cap=1)
    mine, _ = ask(alice), ask(alice)
    his = ask(bob)
    engine.until(reach(his, State.RUNNING))
    engine.until(reach(mine, State.RUNNING))
    assert Generation.objects.filter(owner=alice, state=State.QUEUED).count() == 1


@pytest.mark.parametrize("people", [4])
def test_places_number_everyone_once(
    start_engine: Callable[..., Engine], people: int
) -> None:
    start_engine()
    for number in range(people):
        who = person(f"p{number}@example.com")
        for _ in range(3):
            ask(who)
    found = places().values()
    assert sorted(place.position for place in found) == list(range(1, 13))
    assert all(place.starts[0] <= place.starts[1] for place in found)
