"""An open wall stays as a page loaded now would be: in its order, without what went."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from generations.services.trash import trash_video
from tests.api.caller import Caller

from .test_composing import alice, studio

__all__ = ["alice", "studio"]

pytestmark = pytest.mark.browser

SHOWN = (
    "() => [...document.querySelectorAll('[data-tile]')].map((one) => one.id.slice(5))"
)


@pytest.fixture
def kept(alice):
    """Return what keeps clips, oldest first."""

    def keep(count=1, **columns):
        caller = Caller(alice)
        return [caller.keep_clip(pictures=False, **columns) for _ in range(count)]

    return keep


def ids(videos):
    return [str(video.pk) for video in videos]


def becomes(page, videos):
    """Wait for the wall to show exactly these clips in this order."""
    page.wait_for_function(
        f"(wanted) => JSON.stringify(({SHOWN})()) === JSON.stringify(wanted)",
        arg=ids(videos),
    )


def test_a_clip_that_was_trashed_elsewhere_goes_and_the_next_comes_last(
    kept, site, page
):
    newest = kept(52)[::-1]
    page.goto(f"{site}/gallery/?order=-created_at")
    page.route("**/gallery/*cursor=*", lambda route: route.abort())  # no scrolling on
    becomes(page, newest[:50])
    trash_video(newest[10])
    becomes(page, newest[:10] + newest[11:51])


def test_older_pages_that_are_loaded_stay(kept, site, page):
    newest = kept(52)[::-1]
    page.goto(f"{site}/gallery/")
    page.locator("[data-foot]").scroll_into_view_if_needed()
    becomes(page, newest)
    trash_video(newest[3])
    [new] = kept()
    becomes(page, [new, *newest[:3], *newest[4:]])


def test_a_new_clip_takes_its_place_in_any_order(kept, site, page):
    [first], [last] = kept(title="A boat"), kept(title="C boat")
    page.goto(f"{site}/gallery/?order=title")
    becomes(page, [first, last])
    [between] = kept(title="B boat")
    becomes(page, [first, between, last])


def test_the_first_clip_comes_onto_an_empty_wall(kept, site, page):
    page.goto(f"{site}/gallery/")
    expect(page.get_by_text("No clips yet")).to_be_visible()
    becomes(page, kept())
