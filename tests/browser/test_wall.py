"""The gallery as it is used: previews, older clips, hearts, the trash."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from generations.models import Video
from tests.api.caller import Caller
from tests.api.conftest import studio
from tests.engine.studio import person

from .stock import keep

__all__ = ["studio"]

pytestmark = pytest.mark.browser


@pytest.fixture
def alice(studio, sign_in):
    alice = person()
    sign_in(alice)
    return alice


def tile(page, video):
    return page.locator(f"#tile-{video.pk}")


def test_a_tile_plays_while_it_is_pointed_at_and_only_one_does(alice, site, page):
    first, second = keep(alice, 0), keep(alice, 1)
    page.goto(f"{site}/gallery/")
    for video in (first, second):
        tile(page, video).hover()
        film = tile(page, video).locator("video")
        expect(film).to_have_js_property("paused", False)
        expect(page.locator("[data-tile] video")).to_have_count(1)
    page.mouse.move(0, 0)
    expect(page.locator("[data-tile] video")).to_have_count(0)


def test_a_tile_plays_while_it_holds_the_focus(alice, site, page):
    video = keep(alice)
    page.goto(f"{site}/gallery/")
    tile(page, video).get_by_role("link").first.focus()
    expect(tile(page, video).locator("video")).to_have_js_property("paused", False)


def test_nothing_plays_where_motion_is_to_be_reduced(alice, site, page):
    video = keep(alice)
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{site}/gallery/")
    tile(page, video).hover()
    expect(tile(page, video).locator(".tile__bottom")).to_have_css("opacity", "1")
    expect(page.locator("[data-tile] video")).to_have_count(0)


def test_older_clips_come_as_one_scrolls(alice, site, page):
    videos = [Caller(alice).keep_clip(pictures=False) for _ in range(53)]
    page.goto(f"{site}/gallery/?search=boat")
    expect(page.locator("[data-tile]")).to_have_count(50)
    page.locator("[data-foot]").scroll_into_view_if_needed()
    expect(page.locator("[data-tile]")).to_have_count(53)
    expect(page.get_by_role("link", name="Load older")).to_have_count(0)
    expect(tile(page, videos[0])).to_be_visible()


def test_a_heart_beats_at_once_and_is_kept(alice, site, page):
    video = keep(alice)
    page.goto(f"{site}/gallery/")
    tile(page, video).hover()
    heart = tile(page, video).get_by_role("button", name="Favourite")
    with page.expect_response("**/favourite/"):
        heart.click()
    expect(heart).to_have_attribute("aria-pressed", "true")
    page.reload()
    expect(heart).to_have_attribute("aria-pressed", "true")


def test_a_clip_goes_to_the_trash_and_comes_back(alice, site, page):
    video = keep(alice)
    page.goto(f"{site}/gallery/")
    tile(page, video).hover()
    tile(page, video).get_by_role("button", name="Put into the trash").click()
    expect(page.get_by_text("In the trash.")).to_be_visible()
    page.get_by_role("link", name="Trash 1").click()
    tile(page, video).hover()
    tile(page, video).get_by_role("button", name="Restore").click()
    expect(page.get_by_text("Restored.")).to_be_visible()
    assert Video.objects.kept().filter(pk=video.pk).exists()


def test_a_clip_plays_by_the_keyboard_with_its_timecode(alice, site, page):
    page.goto(f"{site}/videos/{keep(alice).pk}/")
    play = page.get_by_role("button", name="Play", exact=True)
    play.focus()
    page.keyboard.press("Enter")
    film = page.locator("video")
    expect(film).to_have_js_property("paused", False)
    expect(page.locator("[data-now]")).not_to_have_text("00:00:00:00")
    page.get_by_role("button", name="Pause").press("Enter")
    scrub = page.get_by_role("slider", name="Time")
    scrub.press("Home")
    expect(page.locator("[data-now]")).to_have_text("00:00:00:00")
    scrub.press("ArrowRight")
    expect(page.locator("[data-now]")).to_have_text("00:00:00:01")
