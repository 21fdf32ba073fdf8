"""Where a job stands in line."""

from __future__ import annotations

import pytest

from generations.models import Lane
from generations.services.forecast import places
from tests.engine.studio import ask

from .line import finish, newcomer, place, run


def test_people_take_turns_and_each_sees_their_own_line(alice, bob):
    hers, his = [ask(alice) for _ in range(3)], [ask(bob) for _ in range(2)]
    found = places()
    assert [found[job.pk].position for job in hers] == [1, 3, 5]
    assert [found[job.pk].position for job in his] == [2, 4]
    assert [found[job.pk].own_position for job in hers] == [1, 2, 3]
    assert [found[job.pk].own_position for job in his] == [1, 2]


def test_what_runs_already_has_no_place(alice):
    job = run(alice)
    assert job.pk not in places()


def test_somebody_who_had_a_turn_stands_behind_one_who_had_none(alice, bob):
    waiting = run(alice), ask(alice)
    first = ask(bob)
    assert place(first).position == 1
    assert place(waiting[1]).position == 2


def test_a_job_accepted_stands_where_its_owner_was_told(alice, bob, carol):
    finish(alice, 40.0, 40.0), finish(bob, 40.0, 40.0)
    run(alice), run(bob)
    for who in (alice, alice, alice, bob, bob):
        ask(who)
    for who in (carol, bob, alice, carol, carol):
        told = newcomer(who)
        assert place(ask(who)) == told


@pytest.mark.parametrize("weight", [0.5, 2.0, 3.0])
def test_it_also_does_where_lanes_weigh_differently(alice, bob, weight):
    run(alice), run(bob)
    Lane.objects.filter(owner=alice).update(weight=weight)
    for who in (alice, alice, alice, alice, bob, bob):
        ask(who)
    for who in (bob, alice):
        told = newcomer(who)
        assert place(ask(who)) == told


def test_it_nearly_does_where_people_wait_for_jobs_of_many_kinds(alice, bob):
    run(alice), run(bob)
    for duration in (5, 10, 5, 10, 10, 5):
        ask(alice, duration=duration)
    for _ in range(4):
        ask(bob)
    told = newcomer(bob)
    assert abs(place(ask(bob)).position - told.position) <= 1


@pytest.mark.parametrize("look", [places, newcomer], ids=["everyone", "newcomer"])
def test_looking_costs_as_many_queries_however_long_the_line(
    alice, bob, look, django_assert_num_queries, django_assert_max_num_queries
):
    args = () if look is places else (bob,)
    run(alice), ask(alice), ask(bob)
    look(*args)
    with django_assert_max_num_queries(6) as few:
        look(*args)
    for who in (alice, bob):
        for _ in range(20):
            ask(who)
    with django_assert_num_queries(len(few)):
        look(*args)
