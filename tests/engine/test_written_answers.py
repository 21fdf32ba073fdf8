"""An answer that cost money is written, also where the database fails for a while."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError

from generations.models import Generation, LeaseLost, State, SubmitAttempt
from generations.services import answers, refusals, submit

from .studio import Engine, ask, reach


@pytest.fixture
def engine(
    start_engine: Callable[..., Engine], monkeypatch: pytest.MonkeyPatch
) -> Engine:
    monkeypatch.setattr(submit, "WRITE_AGAIN_AFTER", (0.0, 0.0, 0.0))
    return start_engine()


def failing_once(
    monkeypatch: pytest.MonkeyPatch, name: str, *, after: bool, error: Exception
) -> None:
    """Have a writer of answers fail at its first call, before or after it wrote."""
    module = refusals if name == "record_refusal" else answers
    write, first = getattr(module, name), [True]

    def fails(*args: Any, **words: Any) -> None:
        now = first.pop() if first else False
        if now and not after:
            raise error
        write(*args, **words)
        if now:
            raise error

    monkeypatch.setattr(module, name, fails)


@pytest.mark.parametrize("after", [False, True], ids=["not written", "written"])
@pytest.mark.parametrize("name", ["accept", "record_refusal"])
def test_a_database_that_fails_once_loses_no_answer(
    engine: Engine,
    alice: Any,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    after: bool,
) -> None:
    failing_once(
        monkeypatch, name, after=after, error=OperationalError("the disk is busy")
    )
    generation = ask(alice, prompt="A boat" if name == "accept" else "[refuse] it")
    engine.finish(generation)
    attempts = SubmitAttempt.objects.filter(generation=generation)
    ends = ("succeeded", "accepted") if name == "accept" else ("failed", "rejected")
    assert (generation.state, attempts.get().outcome) == ends
    assert len(engine.creates()) == (name == "accept")


def test_an_answer_that_comes_too_late_to_be_written_is_remembered(
    engine: Engine, alice: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing_once(monkeypatch, "accept", after=False, error=LeaseLost("taken over"))
    generation = ask(alice)
    engine.until(reach(generation, State.SUBMITTING))
    engine.work()
    attempt = SubmitAttempt.objects.get(generation=generation)
    [create] = engine.creates()
    assert attempt.candidate_task_id == create["task_id"]
    assert Generation.objects.get(pk=generation.pk).state == State.SUBMITTING
