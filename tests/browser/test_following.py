"""Pages follow what changes: by a stream again after a restart, by a new cursor."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from generations.models import Feed

from .stock import keep
from .test_composing import alice, studio

__all__ = ["alice", "studio"]

pytestmark = pytest.mark.browser

SEEN = "() => document.dispatchEvent(new Event('visibilitychange'))"
HASTE = """() => {
  const real = window.setTimeout;
  window.setTimeout = (call, pause, ...told) => real(call, pause / 20, ...told);
}"""
A_WHILE = "() => new Promise((done) => setTimeout(done, 20_000))"


class Wire:
    """What a page asks for, in order; answers to `changes` can be held back."""

    def __init__(self, page):
        self.page, self.asked, self.held = page, [], []
        page.add_init_script(f"({HASTE})()")
        page.on("request", self._note)

    def _note(self, request):
        path = request.url.partition("/api/v1/")[2].partition("/")[0]
        if path in ("events", "changes"):
            self.asked.append(path)

    def hold(self, path):
        self.page.route(f"**/api/v1/{path}/**", lambda route: self.held.append(route))

    def coming(self, path, after="events"):
        """Wait for a request that comes once another sort was seen."""
        return self.page.expect_request(
            lambda request: f"/{path}/" in request.url and after in self.asked
        )


@pytest.fixture
def wire(page):
    return Wire(page)


def test_after_some_questions_a_stream_is_tried_again(alice, site, page, wire):
    with wire.coming("events", after="changes"):
        page.goto(f"{site}/queue/")
    assert wire.asked[:4] == ["events"] * 3 + ["changes"]
    assert wire.asked[-1] == "events"


def test_a_page_that_is_seen_again_tries_a_stream_at_once(alice, site, page, wire):
    wire.hold("changes")
    with wire.coming("changes"):
        page.goto(f"{site}/queue/")
    with wire.coming("events"):
        page.evaluate(SEEN)


def test_a_question_under_way_starts_no_second_round(alice, site, page, wire):
    wire.hold("changes")
    with wire.coming("changes"):
        page.goto(f"{site}/queue/")
    wire.hold("events")  # it stands open from here on
    with wire.coming("events"):
        page.evaluate(SEEN)
    page.unroute("**/api/v1/changes/**")
    wire.asked.clear()
    wire.held[0].continue_()
    page.evaluate(A_WHILE)
    assert wire.asked == []


def test_a_gallery_goes_on_from_a_new_cursor(alice, site, page, guard, wire):
    guard.expect(410, "/api/v1/")
    keep(alice)
    with wire.coming("changes"):
        page.goto(f"{site}/gallery/")
    Feed.objects.filter(user_id=alice.pk).update(epoch="0" * 8)
    video = keep(alice, 1)
    expect(page.locator(f"#tile-{video.pk}")).to_be_visible()
    with page.expect_response(lambda told: "/changes/" in told.url and told.ok):
        pass
