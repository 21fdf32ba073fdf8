"""Buttons of a card act without leaving the page, and say what came of it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from generations.services.edit import edit_generation
from tests.api.caller import Caller

from .test_composing import alice, jobs, studio

__all__ = ["alice", "studio"]

pytestmark = pytest.mark.browser


@pytest.fixture
def queue(alice, site, page):
    """The queue of somebody with one job that was cancelled."""
    edit_generation(Caller(alice).ask_for_failure(), title="Harbour")
    page.goto(f"{site}/queue/")
    return page


@pytest.fixture
def retry(queue):
    return queue.get_by_role("button", name="Retry · 1.50 credits")


def test_each_press_that_was_answered_makes_one_more(queue, retry):
    for count in (1, 2):
        retry.click()
        expect(queue.get_by_text("Asked for again.")).to_be_visible()
        expect(queue.get_by_text("Waiting ·")).to_have_count(count)
    assert len(jobs()) == 3


def test_two_presses_at_once_are_one(queue, retry):
    retry.dblclick()
    expect(queue.get_by_text("Asked for again.")).to_be_visible()
    assert len(jobs()) == 2


def test_out_of_reach_it_says_so_beside_the_card_and_buys_once(queue, retry):
    made = []

    def lose(route):
        made.append(route.fetch(max_redirects=0))
        route.abort()

    queue.route("**/retry/", lose, times=1)
    retry.click()
    complaint = queue.locator("[data-job]", has=retry).get_by_role("alert")
    expect(complaint).to_have_text("We could not reach the studio. Try again.")
    retry.click()
    expect(queue.get_by_text("nothing more was made")).to_be_visible()
    expect(complaint).to_be_hidden()
    assert (len(made), len(jobs())) == (1, 2)
