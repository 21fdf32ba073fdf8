"""Whose turn it is where lanes stand alike."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth import get_user_model

from generations.models import Generation, Lane, State, Wallet, uuid7


def make_person(name: str) -> Any:
    made = get_user_model().objects.create_user(f"{name}@example.com", "secret")
    wallet = Wallet.objects.of(made.pk, sandbox=True)
    wallet.adjust(Decimal(100), reason="for the test", actor="test")
    return made


@pytest.fixture
def early(db: None) -> Any:
    """Somebody who signed up first."""
    return make_person("early")


@pytest.fixture
def late(early: Any) -> Any:
    return make_person("late")


def put_in_line(owner: Any) -> Generation:
    pk, lane = uuid7(), Lane.objects.of(owner.pk, sandbox=True)
    waiting = Generation.objects.create(
        pk=pk,
        own_id=f"test-{pk.hex}",
        owner=owner,
        sandbox=True,
        kind="text2video",
        model="v2.6",
        request={},
        credits=Decimal("2.50"),
        lane=lane,
        cost=60,
        expected_p50=60,
        expected_p90=90,
    )
    lane.enter()
    Wallet.objects.of(owner.pk, sandbox=True).hold({pk: waiting.credits})
    return waiting


def line() -> list[Any]:
    return [lane.owner_id for lane in Lane.objects.eligible(sandbox=True)]


def test_of_lanes_that_start_alike_the_one_that_waits_longer_goes_first(
    early: Any, late: Any
) -> None:
    Lane.objects.of(early.pk, sandbox=True)
    put_in_line(late)
    put_in_line(early)
    assert line() == [late.pk, early.pk]


def test_what_waits_in_front_follows_cancels(early: Any, late: Any) -> None:
    first, _ = put_in_line(late), put_in_line(early)
    put_in_line(late)
    Generation.objects.get(pk=first.pk).move(State.CANCELLED)
    assert line() == [early.pk, late.pk]


def test_a_job_that_comes_back_is_in_front_again(early: Any, late: Any) -> None:
    first, _ = put_in_line(late), put_in_line(early)
    put_in_line(late)
    sent = Generation.objects.get(pk=first.pk)
    sent.move(State.SUBMITTING)
    sent.move(State.QUEUED)
    assert line() == [late.pk, early.pk]


def test_a_lane_held_back_by_its_cap_does_not_catch_up(early: Any, late: Any) -> None:
    held_back, going_on = put_in_line(early).lane, put_in_line(late).lane
    for _ in range(5):
        going_on.refresh_from_db()
        going_on.take_turn(60)
    held_back.take_turn(60)
    held_back.refresh_from_db()
    assert held_back.virtual_start == 240 + 60
