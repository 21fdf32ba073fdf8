"""A session that ends under an open page is told, and a new one lets it go on."""

from __future__ import annotations

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from generations.models import Video

from .stock import keep
from .test_composing import PROMPT, alice, card, form, go, jobs, studio, write

__all__ = ["alice", "form", "studio"]

pytestmark = pytest.mark.browser

LOOK = "() => window.dispatchEvent(new Event('focus'))"


@pytest.fixture
def end(guard, context):
    """Return what ends the session as an operator or a night does: on the server."""
    guard.expect(401, "/api/v1/")

    def end():
        Session.objects.all().delete()

    return end


@pytest.fixture
def notice(page):
    return page.get_by_role("alert").filter(has_text="Your session ended.")


def test_generate_says_so_keeps_the_words_and_goes_on_afterwards(
    form, notice, end, alice, sign_in
):
    write(form)
    expect(form.get_by_text("usually takes")).to_be_visible()
    end()
    go(form).click()
    expect(notice).to_be_visible()
    link = notice.get_by_role("link", name="Sign in")
    assert link.get_attribute("target") == "_blank"
    assert link.get_attribute("href") == "/account/login/"
    expect(form.get_by_label("Prompt", exact=True)).to_have_value(PROMPT)
    assert jobs() == []
    sign_in(alice)
    form.evaluate(LOOK)
    expect(notice).to_be_hidden()
    go(form).click()
    expect(card(form, PROMPT)).to_contain_text("Waiting")


def test_a_heart_does_not_stay_turned_and_says_so(alice, site, page, notice, end):
    video = keep(alice)
    page.goto(f"{site}/gallery/")
    page.locator(f"#tile-{video.pk}").hover()
    end()
    heart = page.get_by_role("button", name="Favourite")
    heart.click()
    expect(notice).to_be_visible()
    expect(heart).to_have_attribute("aria-pressed", "false")
    assert not Video.objects.get().favourite


def test_a_button_of_the_queue_says_so_and_works_after(
    form, site, notice, end, alice, sign_in
):
    write(form)
    go(form).click()
    expect(card(form, PROMPT)).to_contain_text("Waiting")
    form.goto(f"{site}/queue/")
    end()
    cancel = form.get_by_role("button", name="Cancel")
    cancel.click()
    expect(notice).to_be_visible()
    sign_in(alice)
    form.evaluate(LOOK)
    expect(notice).to_be_hidden()
    cancel.click()
    expect(form.get_by_text("Its credits are free again.").first).to_be_visible()


def test_nothing_is_asked_any_more_once_it_is_known(form, notice, end):
    end()
    form.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")
    expect(notice).to_be_visible(timeout=10_000)
    asked = []
    form.on("request", lambda request: asked.append(request.url))
    form.clock.install()
    form.clock.run_for(60_000)
    assert asked == []
