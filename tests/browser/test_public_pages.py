from __future__ import annotations

import pytest
from playwright.sync_api import expect

from generations.services.people import ensure_demo

from .looking import axe, nothing_sideways, shot

pytestmark = pytest.mark.browser


def test_the_landing_page_is_sound(site, page):
    page.goto(site)
    axe(page)
    nothing_sideways(page)
    shot(page, "landing")


def test_one_click_on_the_landing_page_leads_into_a_rehearsal(site, page):
    ensure_demo()
    page.goto(site)
    axe(page)
    nothing_sideways(page)
    shot(page, "landing-guest")
    page.get_by_role("button", name="Sign in as the guest").click()
    expect(page.get_by_role("heading", name="Make your first clip")).to_be_visible()


def test_a_refused_file_is_a_complaint(site, page, guard):
    page.goto(site)
    page.evaluate("fetch('/static/nothing-here.js')")
    assert guard.complaints == [f"404: {site}/static/nothing-here.js"]
    guard.complaints.clear()
