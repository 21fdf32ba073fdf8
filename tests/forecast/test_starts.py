"""Between when and when a job should start."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest
from django.utils import timezone

from generations.models import GatewayAccount, Generation, State
from generations.services import history
from tests.engine.studio import BODY, ask

from .line import NOON, finish, newcomer, place, run, seconds

CELL = history.cell_of(BODY)
DONE = (60.0, 70.0, 80.0, 60.0, 70.0, 80.0, 70.0, 70.0)


def open_breaker() -> None:
    """Have the gateway refuse the studio's account."""
    now = timezone.now()
    account = GatewayAccount.objects.get()
    account.open_breaker(
        code="401", text="Refused", now=now, probe_after=timedelta(hours=1)
    )


def test_with_an_idle_slot_it_starts_at_once(alice):
    earliest, latest = seconds(place(ask(alice)))
    assert (earliest, latest) == (0, 2.5)


def test_its_range_stays_where_it_was_while_the_slot_is_idle(alice, clock):
    job = ask(alice)
    told = place(job).starts
    clock.shift(2)
    assert place(job).starts == told


def test_only_as_many_start_at_once_as_slots_are_idle(alice):
    run(alice)
    first, second = ask(alice), ask(alice)
    assert seconds(place(first))[0] == 0
    assert seconds(place(second))[0] > 0


def test_with_every_slot_in_use_it_starts_when_the_first_task_ends(alice):
    finish(alice, *DONE)
    run(alice, since=10), run(alice, since=50)
    earliest, latest = seconds(newcomer(alice))
    assert earliest < 20 < latest


def test_the_longer_a_task_has_run_the_sooner_the_next_starts(alice):
    finish(alice, *DONE)
    run(alice), run(alice)
    fresh = seconds(newcomer(alice))
    GatewayAccount.objects.get().jobs.filter(state="running").update(
        submitted_at=timezone.now() - timedelta(seconds=40)
    )
    later = seconds(newcomer(alice))
    assert later[0] < fresh[0]
    assert later[1] < fresh[1] - 20


def test_a_task_that_outlasts_all_others_is_still_waited_for(alice):
    finish(alice, *DONE)
    run(alice, since=5000), run(alice, since=5000)
    earliest, latest = seconds(newcomer(alice))
    assert 0 <= earliest < latest < 60


def test_each_round_of_the_slots_is_as_much_later_as_a_job_takes(alice):
    finish(alice, *DONE)
    run(alice), run(alice)
    jobs = [ask(alice) for _ in range(6)]
    middles = [sum(seconds(place(job))) / 2 for job in jobs]
    rounds = [later - sooner for sooner, later in pairwise(middles[::2])]
    assert all(60 < distance < 85 for distance in rounds)


def test_what_was_measured_outweighs_what_was_guessed(alice):
    run(alice), run(alice)
    guessed = seconds(newcomer(alice))
    finish(alice, *[600.0] * 8)
    measured = seconds(newcomer(alice))
    assert guessed[1] < 120
    assert measured[0] > 400


def test_wavering_times_make_a_wide_range(alice):
    run(alice), run(alice)
    finish(alice, *[70.0] * 8)
    steady = seconds(newcomer(alice))
    finish(alice, *[20.0, 120.0] * 25)
    wavering = seconds(newcomer(alice))
    assert steady[1] - steady[0] < 40
    assert wavering[1] - wavering[0] > 80


def test_an_open_breaker_gives_a_place_and_no_range(alice):
    job = ask(alice)
    open_breaker()
    assert place(job).position == 1
    assert place(job).starts is None
    assert newcomer(alice).starts is None
    assert ask(alice).starts_latest is None


def test_the_row_keeps_the_range_that_was_given(alice, bob):
    run(alice), run(alice), ask(alice)
    told = newcomer(bob).starts
    job = ask(bob)
    assert (job.starts_earliest, job.starts_latest) == told


def test_a_clock_set_back_measures_a_time_too_short_and_not_none(alice):
    finish(alice, *[-5.0] * 8)
    assert 0 < history.expected(CELL).mean < 1
    assert history.turn_cost(CELL) > 0


@pytest.mark.parametrize("took", [38.0, 44.0, 48.0])
def test_turns_cost_the_same_while_measured_times_only_waver(alice, took):
    guessed = history.turn_cost(CELL)
    finish(alice, *[took] * 8)
    assert history.turn_cost(CELL) == guessed


def test_turns_cost_more_where_jobs_take_much_longer(alice):
    guessed = history.turn_cost(CELL)
    finish(alice, *[90.0] * 8)
    assert history.turn_cost(CELL) == pytest.approx(guessed * 2.25)


def test_whoever_asked_just_now_may_ask_again_and_go_first(alice, bob, carol):
    run(carol), run(carol), ask(bob)
    job = [ask(alice) for _ in range(6)][-1]
    while_asking = seconds(place(job))
    Generation.objects.filter(owner=bob).update(created_at=NOON - timedelta(hours=1))
    no_more = seconds(place(job))
    assert while_asking[0] == no_more[0]
    assert while_asking[1] > no_more[1] + 40


def test_it_makes_no_difference_to_who_is_next(alice, bob, carol):
    run(carol), run(carol), ask(bob)
    told = newcomer(alice)
    Generation.objects.filter(owner=bob).update(created_at=NOON - timedelta(hours=1))
    assert newcomer(alice) == told


def test_a_range_stays_the_same_until_something_happens(alice, clock):
    """Time alone changes nothing, so a client's copy of the job stays good."""
    finish(alice, *DONE)
    run(alice), run(alice)
    job = ask(alice)
    told = place(job)
    for _ in range(5):
        clock.shift(10)
        assert place(job) == told


def test_what_was_overtaken_is_foreseen_anew_in_steps(alice, clock):
    finish(alice, *DONE)
    run(alice), run(alice)
    job = ask(alice)
    clock.shift(400)
    told = place(job)
    assert seconds(told)[1] > 0
    clock.shift(1)
    assert place(job) == told


def test_what_happens_to_others_is_foreseen_at_once(alice, bob, clock):
    finish(alice, *DONE)
    running = run(alice)
    run(alice)
    job = ask(bob)
    told = place(job).starts
    clock.shift(30)
    running.move(State.SAVING)
    assert place(job).starts != told
