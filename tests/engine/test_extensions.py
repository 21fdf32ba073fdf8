"""An extension carries no id of ours: bought once, or once more on somebody's word."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from generations import wiring
from generations.models import Event, Generation, Outcome, State, Video
from generations.services import history
from generations.services.forecast import places
from generations.services.resolve import MovedOn, look_up_again
from generations.services.trash import remove_video, trash_video
from generations.services.verdicts import (
    MOST_PERMISSIONS,
    arrived,
    never_arrived,
    send_again,
)

from .studio import Engine, ask, extend, reach
from .test_lost_creates import on_the_first_create, settle_for

LOST = [
    ({"fault": "accept_then_hang", "seconds": 8}, 1),
    ({"fault": "accept_then_close"}, 1),
    ({"fault": "accept_then_500"}, 1),
    ({"fault": "late_accept", "delay": 5}, 1),
    ({"fault": "500_no_accept"}, 0),
    ({"fault": "drop_request"}, 0),
]
IDS = [rule["fault"] for rule, _ in LOST]
A_DAY = timedelta(days=1)


@pytest.fixture
def engine(start_engine: Callable[..., Engine]) -> Engine:
    return start_engine(CREATE_DEADLINE=1.0)


@pytest.fixture
def parent(engine: Engine, alice: Any) -> Video:
    """A clip that the gateway extends."""
    made = ask(alice, model="v1.6")
    engine.finish(made)
    return made.videos.get()


@pytest.fixture
def doubted(engine: Engine, parent: Video) -> Generation:
    """An extension that the gateway took, and of which nobody knows; its time is up."""
    on_the_first_create(engine, {"fault": "accept_then_500"})
    generation = extend(parent)
    engine.until(reach(generation, State.UNCONFIRMED))
    settle_for(engine, generation, A_DAY)
    return Generation.objects.select_related("lane", "account").get(pk=generation.pk)


def extensions(engine: Engine, outcome: str = "accepted") -> list[dict[str, Any]]:
    return [c for c in engine.creates(outcome) if c["family"] == "video-extend"]


def test_what_comes_back_is_the_longer_clip_that_knows_its_parent(
    engine: Engine, parent: Video
) -> None:
    generation = extend(parent, prompt="It goes on")
    engine.finish(generation)
    longer = generation.videos.get()
    assert generation.state == State.SUCCEEDED
    assert abs(longer.duration - parent.duration - 5) <= Decimal("1.5")
    assert (longer.source_video, longer.family) == (parent, parent.pk)
    assert (longer.model, longer.mode) == (parent.model, parent.mode) == ("v1.6", "std")
    assert (generation.bound_to, generation.duration) == (parent.account, None)


def test_an_extension_is_extended_again(engine: Engine, parent: Video) -> None:
    once = extend(parent)
    engine.finish(once)
    twice = extend(once.videos.get())
    engine.finish(twice)
    longest = twice.videos.get()
    assert longest.family == parent.pk
    assert longest.duration > parent.duration + 8


@pytest.mark.parametrize(("rule", "bought"), LOST, ids=IDS)
def test_a_lost_answer_is_followed_by_no_second_create_and_a_person(
    engine: Engine, parent: Video, monkeypatch: Any, rule: dict[str, Any], bought: int
) -> None:
    on_the_first_create(engine, rule)
    generation, asked = extend(parent), []
    query = wiring.gateway().query
    monkeypatch.setattr(
        wiring.gateway(),
        "query",
        lambda endpoint, family, task_id: (
            asked.append(task_id) or query(endpoint, family, task_id)
        ),
    )
    engine.until(reach(generation, State.UNCONFIRMED))
    settle_for(engine, generation, A_DAY)
    for _ in range(20):
        engine.turn()
    generation.refresh_from_db()
    assert (generation.state, generation.price_state) == (State.ATTENTION, "held")
    assert "could not confirm" in generation.reason_text
    assert generation.own_id not in asked
    engine.until(lambda: len(extensions(engine)) >= bought)
    assert len(extensions(engine)) == bought


def test_its_slot_is_kept_for_twice_the_longest_run(
    engine: Engine, parent: Video
) -> None:
    on_the_first_create(engine, {"fault": "500_no_accept"})
    generation = extend(parent)
    engine.until(reach(generation, State.UNCONFIRMED))
    generation.refresh_from_db()
    longest = history.longest(history.cell_of_row(generation))
    assert generation.deadline_at
    given = generation.deadline_at - generation.updated_at
    assert given.total_seconds() == pytest.approx(2 * longest, abs=1)
    settle_for(engine, generation, given * 0.9)
    assert generation.state == State.UNCONFIRMED


def test_nobody_is_asked_for_what_only_the_gateway_could_name(
    engine: Engine, doubted: Generation
) -> None:
    with pytest.raises(MovedOn, match="nothing to look up"):
        look_up_again(doubted)


def test_said_to_have_arrived_it_is_followed_to_its_end(
    engine: Engine, doubted: Generation
) -> None:
    [create] = extensions(engine)
    arrived(doubted, create["task_id"])
    engine.finish(doubted)
    assert (doubted.state, doubted.price_state) == (State.SUCCEEDED, "captured")
    assert doubted.attempts.get().outcome == Outcome.ACCEPTED
    assert len(extensions(engine)) == 1


def test_a_task_of_another_clip_is_not_taken_for_it(
    engine: Engine, alice: Any, parent: Video, doubted: Generation
) -> None:
    other = ask(alice, model="v1.6", prompt="Another one")
    engine.finish(other)
    theirs = extend(other.videos.get())
    engine.finish(theirs)
    with pytest.raises(MovedOn, match="another request's"):
        arrived(doubted, theirs.gateway_task_id)
    Generation.objects.filter(pk=theirs.pk).update(gateway_task_id="forgotten")
    arrived(doubted, theirs.gateway_task_id)
    engine.until(reach(doubted, State.ATTENTION))
    doubted.refresh_from_db()
    assert (doubted.reason_code, doubted.price_state) == ("mixed_up", "held")
    [mine] = [c for c in extensions(engine) if c["task_id"] != theirs.gateway_task_id]
    arrived(doubted, mine["task_id"])
    engine.finish(doubted)
    assert doubted.state == State.SUCCEEDED


def test_said_never_to_have_arrived_it_gives_the_hold_back(
    engine: Engine, doubted: Generation
) -> None:
    never_arrived(doubted)
    doubted.refresh_from_db()
    assert (doubted.state, doubted.price_state) == (State.FAILED, "released")
    assert doubted.attempts.get().outcome == Outcome.ABSENT
    assert len(extensions(engine)) == 1


def test_each_permission_sends_it_once_more_and_is_written_down(
    engine: Engine, doubted: Generation
) -> None:
    send_again(doubted, actor="oscar@example.com")
    engine.finish(doubted)
    [permission] = Event.objects.permissions_of(doubted)
    assert permission.detail == {"by": "oscar@example.com"}
    assert doubted.state == State.SUCCEEDED
    assert len(extensions(engine)) == 2
    assert doubted.attempts.count() == 2


def test_a_request_is_not_permitted_without_end(
    engine: Engine, doubted: Generation
) -> None:
    for _ in range(MOST_PERMISSIONS):
        Event.objects.create(generation=doubted, name="resend_permitted")
    with pytest.raises(MovedOn, match="often enough"):
        send_again(doubted, actor="oscar@example.com")


def test_whatever_puts_it_back_in_line_it_is_not_sent_without_permission(
    engine: Engine, doubted: Generation
) -> None:
    """A bug of ours must not buy either: the last step before the call asks, too."""
    doubted.move(State.QUEUED, account=None, next_action_at=None)
    engine.until(reach(doubted, State.ATTENTION))
    for _ in range(20):
        engine.turn()
    assert len(extensions(engine)) == 1


@pytest.mark.parametrize("said", [never_arrived, lambda row: send_again(row, actor="")])
def test_while_it_may_still_run_nobody_calls_it_absent(
    engine: Engine, parent: Video, said: Any
) -> None:
    on_the_first_create(engine, {"fault": "accept_then_500"})
    generation = extend(parent)
    engine.until(reach(generation, State.UNCONFIRMED))
    generation.refresh_from_db()
    with pytest.raises(MovedOn):
        said(generation)


def test_of_one_clip_one_extension_is_made_at_a_time(
    engine: Engine, parent: Video
) -> None:
    engine.sandbox.faults({"match": {"op": "create"}, "fault": "stuck", "times": 1})
    first, second = extend(parent), extend(parent)
    engine.until(reach(first, State.RUNNING))
    for _ in range(10):
        engine.turn()
    assert reach(second, State.QUEUED)()
    assert places()[second.pk].holdup.code == "one_at_a_time"
    assert len(extensions(engine)) == 1


def test_extensions_of_two_clips_are_made_side_by_side(
    engine: Engine, alice: Any, parent: Video
) -> None:
    other = ask(alice, model="v1.6", prompt="Another one")
    engine.finish(other)
    engine.sandbox.faults({"match": {"op": "create"}, "fault": "stuck", "times": 2})
    both = extend(parent), extend(other.videos.get())
    for generation in both:
        engine.until(reach(generation, State.RUNNING))


def expire(parent: Video) -> None:
    Video.objects.filter(pk=parent.pk).update(upstream_expires_at=parent.created_at)


def remove(parent: Video) -> None:
    trash_video(parent)
    remove_video(parent)


@pytest.mark.parametrize("end", [expire, trash_video, remove])
def test_what_became_impossible_while_it_waited_is_released_without_a_call(
    engine: Engine, parent: Video, end: Callable[[Video], None]
) -> None:
    generation = extend(parent)
    end(parent)
    engine.finish(generation)
    assert (generation.state, generation.price_state) == (State.FAILED, "released")
    assert "changed while it waited" in generation.reason_text
    assert engine.creates("refused") == extensions(engine) == []
    assert not generation.attempts.exists()
