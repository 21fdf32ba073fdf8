"""Whose task an answer is about, and what shows that own ids can be looked up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from generations import wiring
from generations.gateway import Clip, NotFound, Task
from generations.models import Generation, ProvenLookup, State, SubmitAttempt
from generations.services import save, sweep
from generations.services.settle import settle

from .studio import Engine, ask, reach
from .test_lost_creates import on_the_first_create


def told(task_id: str, names: str | None, status: str = "processing") -> Task:
    clips = (Clip("clip", "https://result.example/clip.mp4", None),)
    return Task(task_id, names, status, status, "", clips, None, None, None, None, {})


def answered(
    monkeypatch: pytest.MonkeyPatch, tasks: dict[str, Task]
) -> Callable[..., Task]:
    """Have queries answered from these tasks, by the id that is asked for."""

    def query(endpoint: object, family: str, task_id: str) -> Task:
        if task_id not in tasks:
            raise NotFound("no such task", code=1203)
        return tasks[task_id]

    monkeypatch.setattr(wiring.gateway(), "query", query)
    return query


def running(engine: Engine, alice: Any) -> Generation:
    """Bring a generation to `running`, without ever having looked at it."""
    engine.lost = lambda job: job.endswith(".poll")
    generation = ask(alice)
    engine.until(reach(generation, State.RUNNING))
    return Generation.objects.get(pk=generation.pk)


@pytest.mark.parametrize(("own_id_works", "proofs"), [(True, 1), (False, 0)])
def test_only_a_task_found_by_our_id_shows_that_own_ids_are_found(
    engine: Engine,
    alice: Any,
    monkeypatch: pytest.MonkeyPatch,
    own_id_works: bool,
    proofs: int,
) -> None:
    """Otherwise "not found" would come to prove the absence of what exists."""
    generation = running(engine, alice)
    task = told(generation.gateway_task_id, generation.own_id)
    known = generation.own_id if own_id_works else generation.gateway_task_id
    answered(monkeypatch, {known: task})
    engine.lost = lambda job: False
    Generation.objects.update(next_action_at=timezone.now())
    sweep.claim_polls(timezone.now())
    engine.work()
    assert ProvenLookup.objects.count() == proofs


def test_a_task_found_by_a_remembered_id_shows_nothing_of_own_ids(
    start_engine: Callable[..., Engine], alice: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = start_engine(pace=0.02, CREATE_DEADLINE=1.0)
    on_the_first_create(engine, {"fault": "accept_then_500"})
    engine.lost = lambda job: job.endswith(".settle")
    generation = ask(alice)
    engine.until(reach(generation, State.UNCONFIRMED))
    generation.refresh_from_db()
    SubmitAttempt.objects.get(generation=generation).remember("told-1")
    answered(monkeypatch, {"told-1": told("told-1", generation.own_id)})
    settle(generation.pk, generation.lease_token)
    generation.refresh_from_db()
    assert generation.state == State.RUNNING
    assert not ProvenLookup.objects.exists()


@pytest.mark.parametrize(("is_ours", "is_taken"), [(True, True), (False, False)])
def test_a_fresh_address_is_taken_from_our_own_task_only(
    engine: Engine,
    alice: Any,
    monkeypatch: pytest.MonkeyPatch,
    is_ours: bool,
    is_taken: bool,
) -> None:
    generation = running(engine, alice)
    generation.move(State.SAVING, result={"clips": []})
    names = generation.own_id if is_ours else "another"
    task = told(generation.gateway_task_id if is_ours else "theirs", names, "succeed")
    answered(monkeypatch, {generation.gateway_task_id: task})
    save._ask_for_a_fresh_address(generation)
    generation.refresh_from_db()
    assert bool(generation.result["clips"]) is is_taken


def test_looks_that_overlap_count_their_time_once(engine: Engine, alice: Any) -> None:
    generation = ask(alice)
    attempt = SubmitAttempt.objects.create(
        generation=generation, own_id=generation.own_id, number=1
    )
    twin = SubmitAttempt.objects.get(pk=attempt.pk)
    later = attempt.started_at + timedelta(seconds=30)
    assert attempt.miss(later, counts_at_most=100)
    assert not twin.miss(later, counts_at_most=100)
    assert SubmitAttempt.objects.get(pk=attempt.pk).unfound_for == 30
