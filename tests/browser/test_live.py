"""At full pace a change of state is on the screen within a second."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.studio.running import Studio

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(120)]

EMAIL, PASSWORD = "watcher@example.com", "a long enough password"
WATCH = """() => {
  window.seen = {};
  const look = () => {
    const text = document.querySelector("[data-job] .job__state")?.textContent ?? "";
    for (const word of ["Waiting", "Sending", "Making"])
      if (text.includes(word)) window.seen[word] ??= Date.now();
  };
  new MutationObserver(look).observe(document.body, {
    subtree: true, childList: true, characterData: true });
}"""


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    studio = Studio(tmp_path_factory.mktemp("live") / "data", STUDIO_PACE="1")
    try:
        studio.wait_open()
        yield studio
    finally:
        studio.end()


def sign_in(page: Page, studio: Studio) -> None:
    studio.manage("add_user", EMAIL, "--password", PASSWORD, "--credits", "100")
    page.goto(f"http://localhost:{studio.port}/account/login/?next=/create/text2video/")
    page.get_by_label("Email", exact=True).fill(EMAIL)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_label("Prompt", exact=True)).to_be_visible()


def newest(page: Page) -> Any:
    """Return the newest generation as the API tells it to this session."""
    return page.evaluate(
        "fetch('/api/v1/generations/').then(r => r.json()).then(t => t.results[0])"
    )


def test_a_change_of_state_is_seen_within_a_second(studio, page):
    sign_in(page, studio)
    page.evaluate(WATCH)
    page.get_by_label("Prompt", exact=True).fill("A paper boat on a slow river")
    expect(page.get_by_text("usually takes")).to_be_visible()
    page.keyboard.press("Control+Enter")
    making = page.locator("[data-job]", has_text="so far")
    expect(making).to_be_visible(timeout=30_000)
    happened = datetime.fromisoformat(newest(page)["timing"]["running_at"])
    seen = page.evaluate("window.seen.Making") / 1000
    assert seen - happened.timestamp() < 1.0
