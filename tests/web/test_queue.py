from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from generations.models import Charged, Generation, State
from generations.services.credits import wallet_of


def shown(visitor, path="/queue/"):
    return visitor.see(path).text


def put(job, **columns):
    """Write a job as it stands somewhere along its way."""
    Generation.objects.filter(pk=job.pk).update(**columns)


def test_a_waiting_job_shows_its_place_its_range_and_why(alice):
    alice.ask()
    page = shown(alice)
    assert "Waiting · next" in page
    assert "It is next: a slot is free for it." in page


def test_a_job_that_is_made_shows_the_time_it_took_against_the_usual(alice):
    since = timezone.now() - timedelta(seconds=130)
    put(alice.ask(), state=State.RUNNING, running_at=since, expected_p50=180,
        expected_p90=300)  # fmt: skip
    page = shown(alice)
    assert "usually 3\N{EN DASH}5 min" in page
    assert ">2:10</span>" in page
    assert "%" not in page.partition('id="main"')[2]


def test_a_job_that_takes_longer_than_most_is_told_so(alice):
    since = timezone.now() - timedelta(seconds=400)
    put(alice.ask(), state=State.RUNNING, running_at=since, expected_p90=300)
    assert "Longer than usual. We keep checking. You will be told." in shown(alice)


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (State.SUBMITTING, "Sending"),
        (State.SAVING, "Saving your copy"),
        (State.UNCONFIRMED, "You will not be charged twice."),
        (State.ATTENTION, "Somebody has to look at this one."),
    ],
)
def test_each_state_is_told_in_words(alice, state, words):
    put(alice.ask(), state=state)
    assert words in shown(alice)


def test_a_failure_says_why_and_what_it_cost(alice):
    put(alice.ask(), state=State.FAILED, reason_code="x", reason_text="It broke.",
        reason_charged=Charged.NO)  # fmt: skip
    assert "It broke. Nothing was charged." in shown(alice)


def test_money_is_not_spoken_of_twice(alice):
    put(alice.ask(), state=State.FAILED, reason_text="Refused. Nothing was charged.")
    assert shown(alice).count("Nothing was charged.") == 1


def test_cancelling_gives_the_hold_back(alice):
    job = alice.ask()
    assert wallet_of(alice.id).held > 0
    answer = alice.send(f"/queue/{job.pk}/cancel/")
    job.refresh_from_db()
    assert (answer.url, job.state) == ("/queue/", State.CANCELLED)
    assert wallet_of(alice.id).held == 0


def test_what_was_sent_cannot_be_cancelled_and_says_so(alice):
    job = alice.ask()
    put(job, state=State.RUNNING)
    alice.send(f"/queue/{job.pk}/cancel/")
    assert "the gateway cannot stop a running task" in shown(alice)


def test_what_is_being_made_stays_in_sight_behind_a_long_line(alice, monkeypatch):
    monkeypatch.setattr("generations.web.cards.MOST_ACTIVE", 3)
    running, *waiting = [alice.ask() for _ in range(5)]
    put(running, state=State.RUNNING, running_at=timezone.now())
    page = shown(alice)
    assert str(running.pk) in page
    assert str(waiting[0].pk) in page
    assert str(waiting[-1].pk) not in page


def test_an_ended_job_can_be_hidden_and_a_waiting_one_not(alice):
    ended, waiting = alice.ask_for_failure(), alice.ask()
    for job in (ended, waiting):
        alice.send(f"/queue/{job.pk}/hide/")
    page = shown(alice)
    assert str(ended.pk) not in page
    assert str(waiting.pk) in page


@pytest.mark.parametrize("act", ["cancel", "retry", "hide"])
def test_another_persons_job_is_not_there(alice, bob, act):
    job = alice.ask()
    assert bob.send(f"/queue/{job.pk}/{act}/").status_code == 404
    assert str(job.pk) not in shown(bob)
    assert bob.see(f"/queue/{job.pk}/{act}/").status_code == 405


@pytest.mark.parametrize("back", ["https://elsewhere.example/", "//elsewhere.example"])
def test_buttons_lead_back_to_pages_of_ours_only(alice, back):
    job = alice.ask()
    assert alice.send(f"/queue/{job.pk}/cancel/", back=back).url == "/queue/"
    other = alice.ask()
    assert alice.send(f"/queue/{other.pk}/cancel/", back="/gallery/").url == "/gallery/"


def test_the_cards_alone_tell_where_the_feed_stands_and_what_is_left(alice):
    alice.ask()
    found = shown(alice, "/queue/jobs/")
    assert "data-cursor=" in found
    assert 'data-left="998.50"' in found
    assert "<html" not in found


def test_more_jobs_cost_no_more_queries(alice):
    alice.ask()
    alice.keep_clip()
    few = alice.queries_of("/queue/")
    for _ in range(6):
        alice.ask()
        alice.keep_clip()
    assert alice.queries_of("/queue/") == few <= 12
