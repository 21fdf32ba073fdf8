"""What the gateway refuses closes by itself; what waits is judged again."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from generations import wiring
from generations.capability import Cell, Key, Price, State
from generations.capability.parts import Part, Sort, build, changes, parts
from generations.errors import ValidationFailed
from generations.models import State as Job
from generations.models import TableEdition, Wallet
from generations.services import close
from generations.services.publish import TablesMoved, newest_edition, publish

from .studio import Engine, ask, reach

CAMERA = {"type": "simple", "config": {"zoom": 5}}
V16 = {"model": "v1.6", "mode": "std", "camera_control": CAMERA}
NO_CAMERA = "camera_control is not supported in model/mode/duration(kling-v1-6/std/5)"
NO_MODEL = "model kling-v2-5-turbo is not supported"


def refusing(engine: Engine, message: str, code: int = 1201) -> None:
    engine.sandbox.faults({"fault": "code", "code": code, "message": message})


def cell(model: str = "v1.6") -> Cell:
    found = wiring.table().cell("text2video", model, "std", 5)
    assert found is not None
    return found


def test_a_refusal_that_names_a_field_closes_it(engine: Engine, alice: Any) -> None:
    refusing(engine, NO_CAMERA)
    engine.finish(ask(alice, **V16))
    feature = cell().feature("camera_control")
    day = timezone.localdate()
    assert feature.state is State.REFUSED
    assert feature.reason == (
        f"The gateway refused camera moves here on {day.day} {day:%b %Y}."
    )
    assert cell().state is State.YES
    edition = TableEdition.objects.get()
    assert edition.author is None
    assert NO_CAMERA in edition.note


def test_the_next_person_is_told_before_anything_is_held(
    engine: Engine, alice: Any, bob: Any
) -> None:
    refusing(engine, NO_CAMERA)
    engine.finish(ask(alice, **V16))
    with pytest.raises(ValidationFailed) as caught:
        ask(bob, **V16)
    [problem] = caught.value.problems
    assert problem.field == "camera_control"
    assert "refused camera moves here" in problem.detail


def test_a_refusal_that_names_the_model_closes_an_unproven_cell(
    engine: Engine, alice: Any
) -> None:
    refusing(engine, NO_MODEL)
    engine.finish(ask(alice))
    assert cell("v2.5-turbo").state is State.REFUSED
    assert wiring.table().cell("text2video", "v2.5-turbo", "pro", 5).state.is_open


@pytest.mark.parametrize(
    ("message", "code"),
    [
        (NO_MODEL, 1201),
        ("cfg_scale is not supported", 1201),
        ("error", 1201),
        ("camera_control is not supported", 1200),
    ],
)
def test_one_bad_request_closes_nothing_that_was_proven(
    engine: Engine, alice: Any, message: str, code: int
) -> None:
    refusing(engine, message, code)
    plain = {name: value for name, value in V16.items() if name != "camera_control"}
    engine.finish(ask(alice, **plain, cfg_scale=0.5))
    assert not TableEdition.objects.exists()


def test_what_has_its_slot_already_is_judged_again_too(
    start_engine: Any, alice: Any
) -> None:
    engine = start_engine(concurrency=2)
    refusing(engine, NO_CAMERA)
    both = [ask(alice, **V16), ask(alice, **V16)]
    engine.finish(*both)
    codes = {generation.reason_code for generation in both}
    assert codes == {"request_refused", "no_longer_possible"}
    assert TableEdition.objects.count() == 1


def test_an_edition_made_at_the_same_moment_does_not_stop_the_closing(
    engine: Engine, alice: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    raised = [TablesMoved()]

    def moved_once(*args: Any, **words: Any) -> TableEdition:
        if raised:
            raise raised.pop()
        return publish(*args, **words)

    monkeypatch.setattr(close, "publish", moved_once)
    refusing(engine, NO_CAMERA)
    engine.finish(ask(alice, **V16))
    assert cell().feature("camera_control").state is State.REFUSED


def test_what_waits_is_released_with_the_reason_and_without_a_call(
    start_engine: Any, alice: Any
) -> None:
    engine = start_engine(concurrency=1)
    refusing(engine, NO_CAMERA)
    first, second = ask(alice, **V16), ask(alice, **V16)
    engine.finish(first, second)
    assert first.reason_code == "request_refused"
    assert second.reason_code == "no_longer_possible"
    assert "refused camera moves here" in second.reason_text
    assert second.reason_cause == "gateway"
    assert (second.attempts.count(), second.submitted_at) == (0, None)
    assert len(engine.sandbox.ledger()["creates"]) == 1
    assert Wallet.objects.get(owner=alice).held == 0


def edit(part: Part, value: object) -> None:
    table = wiring.tables.at(timezone.now(), sandbox=True)
    found = changes(table, build(parts(table) | {part: value}))
    publish(found, note="for the test", seen=newest_edition())


def test_a_cell_that_an_operator_closes_releases_what_was_given_a_slot(
    engine: Engine, alice: Any
) -> None:
    generation = ask(alice)
    engine.lost = lambda job: job.endswith("submit")
    engine.until(reach(generation, Job.SUBMITTING))
    engine.lost = lambda job: False
    shut = replace(cell("v2.5-turbo"), features={}, state=State.NO, reason="Not today.")
    edit(Part(Sort.CELL, shut.key), shut)
    engine.finish(generation)
    assert generation.reason_cause == "studio"
    assert "Not today." in generation.reason_text
    assert engine.sandbox.ledger()["creates"] == []


def test_a_price_that_changes_while_a_job_waits_is_not_its_price(
    engine: Engine, alice: Any
) -> None:
    generation = ask(alice)
    key = Key("text2video", "v2.5-turbo", "std", 5)
    edit(Part(Sort.PRICE, key), Price(Decimal(100)))
    engine.finish(generation)
    wallet = Wallet.objects.get(owner=alice)
    assert generation.state == "succeeded"
    assert (wallet.balance, wallet.held) == (Decimal("998.50"), 0)
