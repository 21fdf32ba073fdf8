"""What people do with their account, in a browser: keys, passkeys and a first day."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.accounts.people import EMAIL, PASSWORD, person

pytestmark = pytest.mark.browser

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def device(page: Page, context: BrowserContext) -> Iterator[None]:
    """A laptop that knows its owner's finger."""
    cdp = context.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    cdp.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    yield
    cdp.detach()


def sign_out(page: Page, site: str) -> None:
    page.goto(f"{site}/account/")
    page.get_by_role("button", name="Sign out").click()
    expect(page).to_have_url(f"{site}/")


def fill_in(page: Page) -> None:
    page.get_by_label("Email").fill(EMAIL)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def prove(page: Page) -> None:
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()


def test_a_new_person_adds_a_passkey_and_signs_in_with_it(site, page, device):
    page.goto(f"{site}/account/signup/?next=/account/2fa/webauthn/")
    page.get_by_label("Email").fill(EMAIL)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Create the account").click()
    expect(page).to_have_url(f"{site}/account/2fa/webauthn/")
    page.get_by_role("link", name="Add a passkey").click()
    prove(page)
    page.get_by_label("Name").fill("Laptop")
    page.get_by_role("button", name="Make the passkey").click()
    expect(page.get_by_text("Recovery codes", exact=True).first).to_be_visible()
    page.goto(f"{site}/account/2fa/webauthn/")
    expect(page.get_by_role("heading", name="Laptop")).to_be_visible()
    sign_out(page, site)
    page.goto(f"{site}/account/login/?next=/account/profile/")
    page.get_by_role("button", name="Continue with a passkey").click()
    expect(page).to_have_url(f"{site}/account/profile/")


def test_a_passkey_is_the_second_step_and_a_fresh_proof(site, page, device):
    person()
    page.goto(f"{site}/account/login/?next=/account/2fa/webauthn/add/")
    fill_in(page)
    prove(page)
    page.get_by_role("button", name="Make the passkey").click()
    expect(page.get_by_role("status")).to_contain_text("opens your account")
    sign_out(page, site)
    page.goto(f"{site}/account/login/?next=/account/2fa/recovery-codes/generate/")
    fill_in(page)
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Is it still you?")
    page.get_by_role("link", name="Use a passkey").click()
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Make new codes?")


def test_the_keyboard_alone_signs_in(site, page):
    person()
    page.goto(f"{site}/account/login/?next=/account/")
    expect(page.get_by_label("Email")).to_be_focused()
    page.keyboard.type(EMAIL)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site}/account/")


def test_the_guest_is_in_after_one_click(site, page, settings):
    guest = person(settings.DEMO_EMAIL)
    guest.set_password(settings.DEMO_PASSWORD)
    guest.save()
    page.goto(f"{site}/account/login/?next=/account/")
    page.get_by_role("button", name="Sign in as the guest").click()
    expect(page.get_by_role("heading", name="demo")).to_be_visible()


def test_a_passkey_that_is_refused_says_so_in_words(site, page, context):
    cdp = context.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    refusing = DEVICE | {"isUserVerified": False}
    cdp.send("WebAuthn.addVirtualAuthenticator", {"options": refusing})
    page.goto(f"{site}/account/login/")
    page.get_by_role("button", name="Continue with a passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("was not used")
    expect(page.get_by_role("button", name="Continue with a passkey")).to_be_enabled()


def test_an_address_by_number_says_why_it_has_no_passkeys(site, page):
    by_number = site.replace("localhost", "127.0.0.1")
    page.goto(f"{by_number}/account/login/")
    page.get_by_role("button", name="Continue with a passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("localhost")


def test_a_password_can_be_looked_at(site, page):
    page.goto(f"{site}/account/login/")
    field = page.get_by_label("Password", exact=True)
    field.fill(PASSWORD)
    page.get_by_role("button", name="Show the password").click()
    expect(field).to_have_attribute("type", "text")


def test_without_scripts_the_password_still_opens_the_door(chromium, site):
    person()
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/account/login/?next=/account/")
    page.get_by_label("Email").fill(EMAIL)
    page.get_by_role("textbox", name="Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page).to_have_url(f"{site}/account/")
    context.close()


def test_a_token_is_copied_with_one_click(site, page, context):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    person()
    page.goto(f"{site}/account/login/?next=/account/tokens/")
    fill_in(page)
    page.get_by_label("What it is for").fill("Night shift")
    page.get_by_role("button", name="Make the token").click()
    prove(page)
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("crt_")
    assert copied in page.content()
