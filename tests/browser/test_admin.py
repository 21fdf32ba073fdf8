"""An operator's morning in the panel, with Chromium."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from generations import wiring
from generations.capability import Key
from generations.models import LedgerEntry
from generations.services.close import close_refused
from tests.admin.operators import failed, operator, refused, running, shelved
from tests.api.caller import Caller
from tests.api.conftest import studio
from tests.engine.studio import ask, person

from .looking import axe, nothing_sideways, shot

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
__all__ = ["studio"]

ROOMS = {
    "home": "",
    "people": "accounts/user/",
    "requests": "generations/generation/",
    "clips": "generations/video/",
    "ledger": "generations/ledgerentry/",
    "gateway": "generations/gatewayaccount/",
    "prices": "prices/",
    "offered": "offered/",
    "cell": "offered/text2video/v1.6/std/5/",
    "whole": "offered/whole/",
    "history": "generations/tableedition/",
    "account": "generations/gatewayaccount/add/",
    "reports": "reports/",
    "audit": "admin/logentry/",
}


@pytest.fixture
def alice(studio: None) -> Any:
    """Somebody with a request of every fate."""
    alice = person()
    for _ in range(3):
        ask(alice)
        running(alice)
    refused(alice, prompt="Something the rules do not like")
    shelved(alice)
    Caller(alice).keep_clip()
    return alice


@pytest.fixture
def boss(alice: Any, sign_in: Any) -> Any:
    boss = operator("boss@example.com", is_superuser=True)
    sign_in(boss)
    return boss


def look(page: Page, name: str) -> None:
    shot(page, f"admin-{name}")
    axe(page)
    nothing_sideways(page)


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_is_sound(boss, site, page: Page, room):
    page.goto(f"{site}/admin/{ROOMS[room]}")
    expect(page.locator("#main")).to_be_visible()
    look(page, room)


@pytest.mark.timeout(120)
def test_an_operator_refunds_a_failed_request(boss, alice, site, page: Page):
    row = failed(alice, prompt="A lighthouse in a storm")
    page.goto(f"{site}/admin/")
    page.get_by_role("link", name="People").click()
    page.get_by_role("search").get_by_role("textbox").fill("alice")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="alice@example.com").click()
    expect(page.get_by_role("heading", name="Turns and money")).to_be_visible()
    look(page, "person")
    page.get_by_role("link", name="A lighthouse in a storm").click()
    expect(page.get_by_text("internal error").first).to_be_visible()
    look(page, "request")
    page.get_by_role("link", name="Refund").click()
    reason = page.get_by_label("Reason")
    reason.fill("The gateway broke, sorry")
    look(page, "refund")
    page.get_by_role("button", name="Refund it").click()
    expect(page.get_by_text("The gateway broke, sorry").first).to_be_visible()
    shot(page, "admin-refunded")
    line = LedgerEntry.objects.refund_of(row)
    assert (line.amount, line.actor) == (row.credits, "boss@example.com")


@pytest.mark.timeout(120)
def test_an_operator_changes_a_price_and_opens_what_was_refused(
    boss, alice, site, page: Page
):
    job = ask(alice, model="v1.6", camera_control={"type": "down_back"})
    close_refused(job, 1201, "camera_control is not supported")
    page.goto(f"{site}/admin/")
    expect(page.get_by_role("heading", name="Refused by the gateway")).to_be_visible()
    look(page, "refused")
    page.get_by_role("link", name="Open again").click()
    page.get_by_role("button", name="Show what changes").click()
    expect(page.get_by_role("heading", name="One thing changes")).to_be_visible()
    page.get_by_role("link", name="Leave it").click()
    page.get_by_role("link", name="Prices").last.click()
    page.get_by_label("text2video, v1.6 std, 5 s", exact=True).fill("2.25")
    page.get_by_role("button", name="Show what changes").click()
    page.get_by_label("Note").fill("As agreed with the studio")
    look(page, "preview")
    page.get_by_role("button", name="Make it a new edition").click()
    expect(page.get_by_role("heading", name="Against Edition 1")).to_be_visible()
    look(page, "edition")
    key = Key("text2video", "v1.6", "std", 5)
    wiring.tables.forget()
    assert wiring.table().prices[key].base == Decimal("2.25")
