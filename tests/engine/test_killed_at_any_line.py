"""kill -9 at any line of a step: nothing is bought twice, and nothing paid for is lost.

Each point is a process of its own, killed when it comes to that line (`mortal`), and
the engine goes on from what it left behind. The quick form takes every so many lines,
beginning where the day of the month says; the long form takes every one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from generations.models import Generation, State

from .mortal import Mortal
from .studio import Engine, ask, reach
from .test_lost_creates import prove_lookup

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
MANY = 500
MOST_TURNS = 200


@pytest.fixture
def engine(start_engine: Callable[..., Engine]) -> Engine:
    """An engine with a slot for everything, whose steps are taken by others."""
    engine = start_engine(concurrency=MANY, CREATE_DEADLINE=1, MAX_WAITING=MANY)
    prove_lookup()
    return engine


@pytest.fixture
def mortal(engine: Engine) -> Iterator[Mortal]:
    mortal = Mortal()
    yield mortal
    mortal.end()


def lines(stride: int) -> Iterator[int]:
    """Yield the numbers of lines without end, from one of the first on."""
    line = 1 + datetime.now(UTC).day % stride
    while True:
        yield line
        line += stride


def bought(engine: Engine, generation: Generation) -> int:
    own_ids = [create["external_task_id"] for create in engine.creates()]
    return own_ids.count(generation.own_id)


def to_the_step(engine: Engine, generation: Generation, step: str) -> Generation:
    """Bring a job to where a step is due, without its being taken."""
    due = {"submit": State.SUBMITTING, "save": State.SAVING}[step]
    engine.lost = lambda job: job.endswith(f".{step}")
    engine.until(reach(generation, due))
    engine.lost = lambda job: False
    return Generation.objects.get(pk=generation.pk)


def recover(engine: Engine, generation: Generation, aim: State) -> None:
    """Have the engine go on with what was left behind, until it comes to a state.

    The clock jumps to whatever it waits for.
    """
    with time_machine.travel(timezone.now(), tick=True) as clock:
        for _ in range(MOST_TURNS):
            generation.refresh_from_db()
            if generation.state == aim:
                return
            due = generation.next_action_at
            if due and due > timezone.now():
                clock.move_to(due + timedelta(milliseconds=5))
            engine.turn()
    raise AssertionError(f"{generation} did not become {aim}: {generation.reason_text}")


def sweep(engine: Engine, mortal: Mortal, alice: Any, stride: int) -> int:
    """Kill the sending of a job at every so many lines; return how often."""
    for deaths, line in enumerate(lines(stride)):
        job = to_the_step(engine, ask(alice, prompt="[fail]"), "submit")
        killed = mortal.dies_at(line, "submit", job.pk, job.lease_token)
        recover(engine, job, State.FAILED)
        assert bought(engine, job) == 1, f"killed at line {line}"
        assert job.reason_code == "content_refused", f"killed at line {line}"
        if not killed:
            return deaths
    return 0


def test_a_request_whose_sender_dies_is_bought_once(
    engine: Engine, mortal: Mortal, alice: Any
) -> None:
    assert sweep(engine, mortal, alice, stride=23) > 10


@pytest.mark.long
def test_a_request_whose_sender_dies_at_every_line_is_bought_once(
    engine: Engine, mortal: Mortal, alice: Any
) -> None:
    assert sweep(engine, mortal, alice, stride=1) > 100


def test_a_result_whose_keeper_dies_is_kept_all_the_same(
    engine: Engine, mortal: Mortal, alice: Any
) -> None:
    job = to_the_step(engine, ask(alice), "save")
    deaths = 0
    for line in lines(41):
        job.refresh_from_db()
        if not mortal.dies_at(line, "save", job.pk, job.lease_token):
            break
        deaths += 1
        Generation.objects.filter(pk=job.pk).update(misses=0, tries=0)
    engine.finish(job)
    assert deaths > 5
    assert (job.state, job.videos.count()) == (State.SUCCEEDED, 1)
    assert bought(engine, job) == 1
