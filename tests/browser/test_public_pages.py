from __future__ import annotations

import pytest

from .looking import axe, nothing_sideways, shot

pytestmark = pytest.mark.browser


def test_the_landing_page_is_sound(site, page):
    page.goto(site)
    axe(page)
    nothing_sideways(page)
    shot(page, "landing")


def test_a_refused_file_is_a_complaint(site, page, guard):
    page.goto(site)
    page.evaluate("fetch('/static/nothing-here.js')")
    assert guard.complaints == [f"404: {site}/static/nothing-here.js"]
    guard.complaints.clear()
