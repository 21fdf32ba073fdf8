"""What proves that a lost create never arrived, and what does not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import override_settings
from django.utils import timezone

from generations import wiring
from generations.gateway import NotFound, Task
from generations.models import Generation, Outcome, State, SubmitAttempt
from generations.services import answers, sweep
from generations.services.settle import settle

from .studio import Engine, ask, reach
from .test_lost_creates import on_the_first_create, prove_lookup, settle_for


@pytest.fixture
def doubted(start_engine: Callable[..., Engine], alice: Any) -> tuple[Engine, Any]:
    """An engine whose first create never arrived, where look-up is known to work."""
    engine = start_engine(pace=0.02, CREATE_DEADLINE=1.0)
    prove_lookup()
    on_the_first_create(engine, {"fault": "500_no_accept"})
    generation = ask(alice)
    engine.until(reach(generation, State.UNCONFIRMED))
    generation.refresh_from_db()
    return engine, generation


def test_what_another_key_does_not_know_is_never_sent_again(
    doubted: tuple[Engine, Any],
) -> None:
    engine, generation = doubted
    with override_settings(GATEWAY_KEY="the key that came after it"):
        settle_for(engine, generation, timedelta(minutes=5))
    assert generation.state == State.ATTENTION
    assert engine.creates() == []


def test_a_clock_that_jumps_proves_no_absence(doubted: tuple[Engine, Any]) -> None:
    engine, generation = doubted
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=True):
        for _ in range(5):
            engine.turn()
    generation.refresh_from_db()
    assert generation.state in (State.UNCONFIRMED, State.ATTENTION)
    assert engine.creates() == []


def test_a_doubt_that_cannot_even_be_looked_at_is_shelved(
    doubted: tuple[Engine, Any],
) -> None:
    _, generation = doubted
    late = generation.deadline_at + timedelta(minutes=5)
    sweep.shelve_overdue(late)
    generation.refresh_from_db()
    assert (generation.state, generation.price_state) == (State.ATTENTION, "held")


def known_as(known: str, names: str) -> Callable[..., Task]:
    """Return a query to a gateway that knows a task by its own id, not by ours."""

    def query(endpoint: object, family: str, task_id: str) -> Task:
        if task_id != known:
            raise NotFound("no such task")
        word = "processing"
        return Task(task_id, names, word, word, "", (), None, None, None, None, {})

    return query


@pytest.mark.parametrize(
    ("names_ours", "ends"), [(True, State.RUNNING), (False, State.UNCONFIRMED)]
)
def test_a_remembered_task_is_adopted_only_where_it_names_our_purchase(
    doubted: tuple[Engine, Any],
    monkeypatch: pytest.MonkeyPatch,
    names_ours: bool,
    ends: State,
) -> None:
    _, generation = doubted
    SubmitAttempt.objects.get(generation=generation).remember("told-1")
    query = known_as("told-1", generation.own_id if names_ours else "another")
    monkeypatch.setattr(wiring.gateway(), "query", query)
    settle(generation.pk, generation.lease_token)
    generation.refresh_from_db()
    assert generation.state == ends


def test_a_doubt_keeps_the_task_id_that_was_remembered(
    start_engine: Callable[..., Engine], alice: Any
) -> None:
    start_engine()
    generation = _submitting(alice)
    attempt = SubmitAttempt.objects.create(
        generation=generation, own_id=generation.own_id, number=1
    )
    attempt.remember("told-1")
    answers.doubt(generation, attempt)
    attempt.refresh_from_db()
    assert (attempt.outcome, attempt.candidate_task_id) == ("ambiguous", "told-1")


def test_what_turns_up_again_from_the_shelf_is_no_longer_in_doubt(
    start_engine: Callable[..., Engine], alice: Any
) -> None:
    engine = start_engine(pace=0.02, CREATE_DEADLINE=1.0)
    on_the_first_create(engine, {"fault": "accept_then_500"})
    engine.lost = lambda job: job.endswith(".settle")
    generation = ask(alice)
    engine.until(reach(generation, State.UNCONFIRMED))
    generation.refresh_from_db()
    assert generation.deadline_at
    sweep.shelve_overdue(generation.deadline_at + timedelta(minutes=5))
    Generation.objects.filter(pk=generation.pk).update(next_action_at=timezone.now())
    engine.finish(generation)
    [attempt] = SubmitAttempt.objects.filter(generation=generation)
    assert (generation.state, attempt.outcome) == ("succeeded", Outcome.ACCEPTED)
    assert len(engine.creates()) == 1


def _submitting(owner: Any) -> Generation:
    generation = ask(owner)
    generation.move(State.SUBMITTING, account_id=_account_id())
    return Generation.objects.select_related("account", "lane").get(pk=generation.pk)


def _account_id() -> int:
    return prove_lookup().pk
