from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from generations.api.events import line, places
from generations.models import uuid7
from generations.services import forecast
from generations.services.cancel import cancel_generation
from generations.services.forecast import Place
from generations.services.holdups import OTHERS_FIRST, STOPPED
from tests.engine.studio import ask

pytestmark = pytest.mark.django_db(transaction=True)
NOW = timezone.now()


@pytest.fixture(autouse=True)
def _impatient(monkeypatch):
    monkeypatch.setattr(line, "EVERY", 0.05)


def place(position, own=1, earliest=60.0, latest=90.0, holdup=OTHERS_FIRST):
    starts = (NOW + timedelta(seconds=earliest), NOW + timedelta(seconds=latest))
    return Place(position, own, starts, holdup)


def positions(event):
    queue = event.data["object"]["queue"]
    return queue["position"], queue["own_position"]


def told_until(reader, wanted):
    """Read events until a job is told at this place."""
    event = reader.events(1)[0]
    while positions(event) != wanted:
        event = reader.events(1)[0]
    return event


def test_a_job_is_told_again_when_the_line_before_it_moves(streams, alice, bob):
    ahead, behind = ask(bob.user), ask(alice.user)
    reader = streams.open(alice.token)
    told_until(reader, (2, 1))
    cancel_generation(ahead)
    event = told_until(reader, (1, 1))
    assert event.data["id"] == str(behind.pk)
    assert event.data["deleted"] is False


def test_a_place_comes_under_the_cursor_that_is_known_already(streams, alice):
    ask(alice.user)
    reader = streams.open(alice.token)
    (event,) = reader.events(1)
    assert int(event.id.partition(".")[2]) == 1


def test_a_line_that_stands_still_is_not_told_again(streams, alice, monkeypatch):
    generation = ask(alice.user)
    still = {generation.pk: place(1)}
    monkeypatch.setattr(forecast, "places", lambda: still)
    reader = streams.open(alice.token)
    reader.events(1)
    assert reader.is_quiet()


def test_nobody_looks_at_the_line_while_nobody_here_waits(
    streams, alice, bob, monkeypatch
):
    ask(bob.user)

    def unwanted():
        pytest.fail("the whole line was looked at")

    monkeypatch.setattr(forecast, "places", unwanted)
    reader = streams.open(alice.token)
    assert reader.blocks(1)
    assert reader.is_quiet()


@pytest.mark.parametrize(
    ("before", "now"),
    [
        (place(2), place(1)),
        (place(20), place(19)),
        (place(5, own=3), place(5, own=2)),
        (place(1), Place(1, 1, None, OTHERS_FIRST)),
        (place(1), place(1, latest=96.0)),
        (place(1), place(1, holdup=STOPPED)),
    ],
)
def test_what_a_person_would_see_is_told(before, now):
    assert places.is_noticeable(before, now, NOW)


@pytest.mark.parametrize(
    ("before", "now"),
    [
        (place(1), place(1)),
        (place(1), place(1, latest=94.0)),
        (place(1, latest=900.0), place(1, latest=930.0)),
        (place(400), place(390)),
        (Place(1, 1, None, OTHERS_FIRST), Place(1, 1, None, OTHERS_FIRST)),
    ],
)
def test_what_nobody_would_notice_is_not(before, now):
    assert not places.is_noticeable(before, now, NOW)


def test_small_moves_add_up_to_one_worth_telling():
    job, other = uuid7(), uuid7()
    first = {job: place(400), other: place(2)}
    then = {job: place(390), other: place(1)}
    moved = places.moved(first, then)
    assert moved == {other}
    knows = places.known(first, then, moved)
    assert places.moved(knows, {job: place(380)}) == {job}
    assert places.known(knows, {job: place(380)}, {job}) == {job: place(380)}
