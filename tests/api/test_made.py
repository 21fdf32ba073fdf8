"""What a request is answered with that was accepted: nothing of it is read again."""

from __future__ import annotations

import pytest
import time_machine
from django.utils import timezone

from tests.engine.studio import ask

from .caller import BODY

BODIES = {
    "least": {},
    "most": {
        "title": "Boat · éß 船",
        "negative_prompt": 'No "quotes", no <b>',
        "aspect_ratio": "9:16",
        "metadata": {"z": "船", "a": "1"},
    },
}


@pytest.fixture
def _still():
    with time_machine.travel(timezone.now(), tick=False):
        yield


@pytest.mark.usefixtures("_still")
@pytest.mark.parametrize("extras", BODIES.values(), ids=BODIES)
@pytest.mark.parametrize("waiting", [0, 7])
def test_it_reads_like_the_generation_a_moment_later(alice, bob, extras, waiting):
    for who in [alice, bob, bob] * waiting:
        ask(who.user)
    made = alice.post("generations/", BODY | extras)
    assert made.status_code == 201
    found = alice.get(made.json()["links"]["self"])
    assert made.json() == found.json()


@pytest.mark.usefixtures("_still")
def test_so_does_the_answer_to_a_retry(alice):
    failed = alice.ask_for_failure()
    made = alice.post(f"generations/{failed.pk}/retry/")
    found = alice.get(made.json()["links"]["self"])
    assert made.json() == found.json()
    assert made.json()["retry_of"] == str(failed.pk)


def test_a_repeat_is_answered_with_the_generation_as_it_is_by_then(alice):
    first = alice.post("generations/", BODY, idempotency_key="k")
    alice.post(f"generations/{first.json()['id']}/cancel/")
    repeat = alice.post("generations/", BODY, idempotency_key="k")
    assert repeat.json()["id"] == first.json()["id"]
    assert (first.json()["state"], repeat.json()["state"]) == ("queued", "cancelled")


def test_accepting_costs_as_many_queries_however_long_the_line(
    alice, bob, django_assert_num_queries, django_assert_max_num_queries
):
    alice.post("generations/", BODY), ask(bob.user)
    with django_assert_max_num_queries(22) as few:
        alice.post("generations/", BODY)
    for who in [alice, bob] * 20:
        ask(who.user)
    with django_assert_num_queries(len(few)):
        alice.post("generations/", BODY)
