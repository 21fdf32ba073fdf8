"""Asking again for what failed: at a price that was read, once, in one realm."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from generations import wiring
from generations.models import Generation


@pytest.fixture
def failed(alice):
    return alice.ask_for_failure()


def retry(visitor, job, **fields):
    """Press Retry, and return what the queue says then."""
    sent = {"key": "once", "max_credits": "1.50", **fields}
    visitor.send(f"/queue/{job.pk}/retry/", **sent)
    return visitor.see("/queue/").text


def dearer(monkeypatch, job):
    """Have everything cost one credit more from now on."""
    table = wiring.table()
    prices = {k: replace(p, base=p.base + 1) for k, p in table.prices.items()}
    monkeypatch.setattr(
        "generations.wiring.table", lambda: replace(table, prices=prices)
    )


def test_the_button_says_what_it_costs_today(alice, failed, monkeypatch):
    assert "Retry · 1.50 credits" in alice.see("/queue/").text
    before = version(alice)
    dearer(monkeypatch, failed)
    assert "Retry · 2.50 credits" in alice.see("/queue/").text
    assert version(alice) != before


def version(visitor):
    [found] = re.findall(r'data-version="(\w+)"', visitor.see("/queue/jobs/").text)
    return found


def test_a_retry_that_is_pressed_twice_makes_one_job_and_says_so(alice, failed):
    assert "Asked for again." in retry(alice, failed)
    again = retry(alice, failed)
    assert "nothing more was made" in again
    assert "Asked for again." not in again
    assert len(alice.jobs()) == 2
    assert alice.jobs()[0].retry_of == failed


def test_a_price_that_rose_is_told_and_not_paid(alice, failed, monkeypatch):
    dearer(monkeypatch, failed)
    assert "The price has changed." in retry(alice, failed)
    assert alice.jobs() == [failed]
    assert "Asked for again." in retry(alice, failed, max_credits="2.50")
    assert alice.jobs()[0].credits == Decimal("2.50")


@pytest.mark.parametrize("agreed", ["", "NaN", "Infinity", "1e9", "two", "\0"])
def test_without_a_price_that_can_be_read_nothing_is_bought(alice, failed, agreed):
    assert "The price has changed." in retry(alice, failed, max_credits=agreed)
    assert alice.jobs() == [failed]


def test_what_is_offered_no_more_has_no_retry_but_can_be_edited(alice, failed):
    request = {**failed.request, "duration": 7}
    Generation.objects.filter(pk=failed.pk).update(request=request)
    page = alice.see("/queue/").text
    assert "Retry ·" not in page
    assert f"?from={failed.pk}" in page
    assert "It takes 5 or 10." in retry(alice, failed)


def test_jobs_of_the_other_realm_are_not_listed_and_not_retried(alice, failed):
    Generation.objects.filter(pk=failed.pk).update(sandbox=False)
    assert str(failed.pk) not in alice.see("/queue/").text
    assert str(failed.pk) not in alice.see("/create/text2video/").text
    assert "do not mix" in retry(alice, failed)
    assert alice.jobs() == [failed]


@pytest.mark.parametrize("key", ["\0", "a\0b", "\ud800", "x" * 500])
def test_an_odd_key_breaks_nothing(alice, failed, key):
    answer = alice.send_odd(f"/queue/{failed.pk}/retry/", key=key, max_credits="1.50")
    assert answer.status_code == 302
    assert len(alice.jobs()) == 2
