"""The create form as it is used: price, closed controls, mistakes, keys, twice."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from generations.models import Generation
from tests.api.conftest import studio
from tests.engine.studio import person

__all__ = ["studio"]

pytestmark = pytest.mark.browser

PROMPT = "A paper boat on a slow river"


@pytest.fixture
def alice(studio, sign_in):
    alice = person()
    sign_in(alice)
    return alice


@pytest.fixture
def form(alice, site, page):
    page.goto(f"{site}/create/text2video/?model=v2.5-turbo&mode=std")
    return page


def jobs():
    return list(Generation.objects.order_by("id"))


def go(page):
    return page.get_by_role("button", name=re.compile("^Generate"))


def card(page, words):
    return page.locator("[data-job]", has_text=words)


def write(page, prompt=PROMPT):
    page.get_by_label("Prompt", exact=True).fill(prompt)


def test_the_price_follows_what_is_chosen(form):
    expect(go(form)).to_contain_text("1.50 credits")
    form.get_by_label("10 s").check(force=True)
    expect(go(form)).to_contain_text("3.00 credits")
    form.get_by_label("Pro", exact=True).check(force=True)
    expect(go(form)).to_contain_text("5.00 credits")
    expect(form.get_by_label("10 s")).to_be_checked()


def test_a_closed_control_says_why_and_its_way_out_opens_it(form):
    sound = form.get_by_role("switch", name="Sound")
    expect(sound).to_be_disabled()
    expect(form.get_by_text("Only v2.6 makes sound.")).to_be_visible()
    write(form)
    form.get_by_role("button", name="Switch to v2.6 pro").click()
    expect(sound).to_be_enabled()
    sound.check()
    expect(go(form)).to_contain_text("5.00 credits")
    expect(form.get_by_label("Prompt", exact=True)).to_have_value(PROMPT)


def test_a_change_that_drops_something_asks_first(form):
    model = form.get_by_label("Model")
    model.select_option("v1.6")
    form.get_by_text("Advanced").click()
    form.get_by_label("Prompt strength").fill("0.7")
    model.select_option("v2.6")
    asked = form.get_by_role("dialog", name="Leave this out?")
    expect(asked).to_contain_text("Prompt strength")
    asked.get_by_role("button", name="Cancel").click()
    expect(model).to_have_value("v1.6")
    model.select_option("v2.6")
    asked.get_by_role("button", name="Change the model").click()
    expect(form.get_by_label("Prompt strength")).to_be_disabled()


def test_generating_shows_a_card_and_leaves_the_form_filled(form):
    write(form)
    go(form).click()
    expect(card(form, PROMPT)).to_contain_text("Waiting · next")
    expect(form.get_by_label("Prompt", exact=True)).to_have_value(PROMPT)
    expect(form.locator(".rail [data-credits]")).to_have_text("998.50")
    assert len(jobs()) == 1


def test_every_mistake_stands_beside_its_field_and_is_focused(form, guard):
    guard.expect(400, "/api/v1/generations/$")
    form.get_by_text("Advanced").click()
    form.get_by_label("Negative prompt").fill("x" * 2501)
    go(form).click()
    expect(form.locator("#problems-prompt p")).to_be_visible()
    expect(form.locator("#problems-negative_prompt p")).to_be_visible()
    expect(form.get_by_label("Prompt", exact=True)).to_be_focused()
    assert jobs() == []


def test_the_same_again_at_once_is_asked_about(form):
    write(form)
    go(form).click()
    expect(card(form, PROMPT)).to_have_count(1)
    expect(card(form, PROMPT)).to_contain_text("Waiting")
    go(form).click()
    asked = form.get_by_role("dialog", name="Once more?")
    asked.get_by_role("button", name="Cancel").click()
    go(form).click()
    asked.get_by_role("button", name="Make another").click()
    expect(form.get_by_text("Waiting ·")).to_have_count(2)
    assert len(jobs()) == 2


def test_an_answer_that_is_lost_makes_nothing_twice(form):
    write(form)
    made = []

    def lose(route):
        made.append(route.fetch())
        route.abort()

    form.route("**/api/v1/generations/", lose, times=1)
    go(form).click()
    expect(form.get_by_text("The studio did not answer.")).to_be_visible()
    go(form).click()
    expect(form.get_by_text("The studio did not answer.")).to_be_hidden()
    assert (len(made), len(jobs())) == (1, 1)


def test_the_keyboard_alone_makes_a_clip_and_cancels_it(form):
    form.keyboard.press("Tab")
    expect(form.get_by_role("link", name="Skip to content")).to_be_focused()
    form.keyboard.press("Enter")
    prompt = form.get_by_label("Prompt", exact=True)
    for _ in range(6):
        form.keyboard.press("Tab")
        if prompt.evaluate("one => one === document.activeElement"):
            break
    form.keyboard.type(PROMPT)
    form.keyboard.press("Tab")
    form.keyboard.press("Control+Enter")
    cancel = card(form, PROMPT).get_by_role("button", name="Cancel")
    expect(cancel).to_be_visible()
    cancel.focus()
    form.keyboard.press("Enter")
    expect(card(form, PROMPT)).to_contain_text("Cancelled")
    expect(form.locator(".rail [data-credits]")).to_have_text("1,000")


def test_without_scripts_it_all_works_by_forms(alice, site, chromium, context):
    plain = chromium.new_context(java_script_enabled=False)
    plain.add_cookies(context.cookies())
    page = plain.new_page()
    page.goto(f"{site}/create/text2video/?model=v1.6")
    go(page).first.click()
    expect(page.locator("#problems-prompt p")).to_be_visible()
    write(page)
    go(page).first.click()
    expect(card(page, PROMPT)).to_contain_text("Waiting")
    card(page, PROMPT).get_by_role("button", name="Cancel").click()
    expect(page.get_by_text("Cancelled. Its credits are free again.")).to_be_visible()
    plain.close()


def test_who_was_signed_out_meanwhile_loses_no_words(form, context, guard):
    guard.expect(401, "/api/v1/")
    guard.expect(403, "/api/v1/")
    write(form)
    expect(form.get_by_text("usually takes")).to_be_visible()
    context.clear_cookies()
    go(form).click()
    expect(form.get_by_text("Your session ended.")).to_be_visible()
    expect(form.get_by_label("Prompt", exact=True)).to_have_value(PROMPT)
