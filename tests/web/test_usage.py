from __future__ import annotations

import re

import pytest

from generations.models import Generation, State
from generations.services.refund import refund

from .pages import Page


def spend(visitor):
    """Have a job that was paid for."""
    job = visitor.ask()
    for state in (State.SUBMITTING, State.RUNNING, State.SAVING, State.SUCCEEDED):
        job.move(state)


def figures(visitor):
    page = visitor.see("/usage/").text
    return re.findall(r"<dd>\s*([\d,.]+)\s*</dd>", page)


def test_it_tells_what_is_left_held_and_spent(alice, bob):
    spend(alice)
    alice.ask()
    assert figures(alice) == ["997.00", "1.50", "1.50", "1.50"]
    assert figures(bob) == ["1,000.00", "0.00", "0.00", "0.00"]


def test_every_day_has_a_bar_and_what_was_spent_a_line(alice):
    spend(alice)
    page = alice.see("/usage/?days=7").text
    assert page.count('class="days__bar"') == 7
    assert 'height="100.0"' in page
    assert page.count('<th scope="row">v2.5-turbo</th>') == 1
    assert page.count('<th scope="row">Text</th>') == 1


@pytest.mark.parametrize("query", ["", "?days=0", "?days=x", "?days=90"])
def test_odd_spans_are_the_usual_one(alice, query):
    page = alice.see(f"/usage/{query}")
    assert page.status_code == 200
    assert Page(page.text).inline == []


def test_nothing_spent_is_said(alice):
    assert "Nothing was spent in these days." in alice.see("/usage/").text


def test_what_was_given_back_is_told_with_the_operators_reason(alice, bob):
    spend(alice)
    row = Generation.objects.get()
    refund(row, row.credits, reason="The gateway broke", actor="boss@example.com")
    assert "The gateway broke" in alice.see("/usage/").text
    assert "Given back" not in bob.see("/usage/").text
