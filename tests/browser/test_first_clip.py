"""A whole studio in front of a new person: from signing up to a clip that plays."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.studio.running import Studio

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(180)]

PASSWORD = "a long enough password"
FIRST, SECOND = "A paper boat on a slow river", "Sparks over a night market"
LONG = 60_000  # milliseconds


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    """Ten times as fast, with one slot, so that a second job has to wait."""
    studio = Studio(
        tmp_path_factory.mktemp("pages") / "data",
        STUDIO_PACE="0.1",
        CREATE_DEADLINE="6",
        GATEWAY_CONCURRENCY="1",
    )
    try:
        studio.wait_open()
        yield studio
    finally:
        studio.end()


def ask(page: Page, prompt: str) -> None:
    page.get_by_label("Prompt", exact=True).fill(prompt)
    expect(page.get_by_text("usually takes")).to_be_visible()
    page.keyboard.press("Control+Enter")


def card(page: Page, prompt: str):
    return page.locator("[data-job]", has_text=prompt)


def test_a_new_person_makes_a_clip_and_plays_it(studio, page):
    page.goto(f"http://localhost:{studio.port}/")
    page.get_by_role("link", name="Create an account").click()
    page.get_by_label("Email").fill("new@example.com")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Create the account").click()
    expect(page.get_by_text("Make your first clip")).to_be_visible()
    page.get_by_label("Model").select_option("v2.5-turbo")
    for prompt in (FIRST, SECOND):
        ask(page, prompt)
        expect(card(page, prompt)).to_be_visible()
    expect(card(page, SECOND)).to_contain_text("Waiting · next")
    expect(card(page, FIRST)).to_contain_text("so far")
    for prompt in (FIRST, SECOND):
        expect(card(page, prompt)).to_contain_text("Ready", timeout=LONG)
    plays_in_the_gallery(page)


def plays_in_the_gallery(page: Page) -> None:
    page.get_by_role("link", name="Gallery", exact=True).click()
    tile = page.locator("[data-tile]", has_text=FIRST)
    expect(tile.locator("img")).to_be_visible(timeout=LONG)
    tile.get_by_role("link").first.click()
    page.get_by_role("button", name="Play", exact=True).click()
    expect(page.locator("[data-now]")).not_to_have_text("00:00:00:00")
