"""One press buys one clip, however long it lasts or whatever is asked meanwhile."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from .test_composing import PROMPT, alice, card, form, go, jobs, studio, write

__all__ = ["alice", "form", "studio"]

pytestmark = pytest.mark.browser

HOLD = """() => {
  const held = { key: "Enter", ctrlKey: true, bubbles: true, cancelable: true };
  const press = (repeat) =>
    document.body.dispatchEvent(new KeyboardEvent("keydown", { ...held, repeat }));
  press(false);
  for (let number = 0; number < 5; number += 1) press(true);
}"""
PRESS_IN_DIALOG = """() => document.querySelector("dialog").dispatchEvent(
  new KeyboardEvent("keydown", { key: "Enter", ctrlKey: true, bubbles: true }))"""


def test_a_key_that_is_held_buys_one_and_asks_nothing(form):
    write(form)
    form.evaluate(HOLD)
    expect(card(form, PROMPT)).to_contain_text("Waiting")
    expect(form.get_by_role("dialog")).to_be_hidden()
    assert len(jobs()) == 1


def test_one_yes_makes_one_more_however_often_it_was_asked(form):
    write(form)
    go(form).click()
    expect(card(form, PROMPT)).to_contain_text("Waiting")
    go(form).click()
    asked = form.get_by_role("dialog", name="Once more?")
    expect(asked).to_be_visible()
    for _ in range(3):
        form.evaluate(PRESS_IN_DIALOG)
    asked.get_by_role("button", name="Make another").click()
    expect(form.get_by_text("Waiting ·")).to_have_count(2)
    form.wait_for_load_state("networkidle")
    assert len(jobs()) == 2


def test_two_clicks_while_the_studio_answers_buy_one(form):
    write(form)
    go(form).dblclick()
    expect(card(form, PROMPT)).to_contain_text("Waiting")
    expect(form.get_by_role("dialog")).to_be_hidden()
    assert len(jobs()) == 1
