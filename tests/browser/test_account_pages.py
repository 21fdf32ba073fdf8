"""Every page of accounts is sound: axe, the console, a narrow screen, a picture."""

from __future__ import annotations

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

from tests.accounts.people import EMAIL, PASSWORD, Phone, person

from .looking import axe, nothing_sideways, shot

pytestmark = pytest.mark.browser

OUTSIDE = ["login", "signup", "login/code", "password/reset"]
INSIDE = [
    "", "profile", "email", "password/change", "2fa", "2fa/totp/activate",
    "2fa/webauthn", "2fa/webauthn/add", "sessions", "tokens", "logout",
]  # fmt: skip
WITH_AN_APP = [
    "2fa", "2fa/recovery-codes", "2fa/recovery-codes/generate", "2fa/totp/deactivate",
]  # fmt: skip
LONG = "A very long name of a laptop that nobody would ever choose " * 2


def look(page, address, name):
    page.goto(address)
    see(page, name)


def see(page, name):
    axe(page)
    nothing_sideways(page)
    shot(page, f"account-{name.replace('/', '-') or 'overview'}")


def sign_in(page, site):
    page.goto(f"{site}/account/login/")
    page.get_by_label("Email", exact=True).fill(EMAIL)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def prove_it_is_still_you(page, site):
    page.goto(f"{site}/account/reauthenticate/?next=/account/")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url(f"{site}/account/")


def test_the_pages_before_one_is_in(site, page, settings):
    person(settings.DEMO_EMAIL)
    for path in OUTSIDE:
        look(page, f"{site}/account/{path}/", path)
    settings.SIGN_UP = "closed"
    look(page, f"{site}/account/signup/", "signup-closed")


def test_the_pages_of_ones_account(site, page):
    ada = person()
    ada.issue_token(name=LONG[:119], scopes=["create", "manage", "read"])
    sign_in(page, site)
    look(page, f"{site}/account/reauthenticate/", "reauthenticate")
    prove_it_is_still_you(page, site)
    for path in INSIDE:
        look(
            page,
            f"{site}/account/{path}/".replace("//", "/").replace(":/", "://"),
            path,
        )


def test_the_pages_of_an_account_with_an_app(site, page):
    ada = person(name="Ada Quist")
    phone = Phone(ada)
    RecoveryCodes.activate(ada)
    sign_in(page, site)
    see(page, "second-step")
    page.get_by_label("Code").fill(phone.code())
    page.get_by_role("button", name="Sign in").click()
    prove_it_is_still_you(page, site)
    for path in WITH_AN_APP:
        look(page, f"{site}/account/{path}/", f"app-{path}")
    look(page, f"{site}/account/2fa/reauthenticate/", "reauthenticate-app")


def test_the_pages_when_something_is_wrong(site, page, settings, guard):
    person()
    page.goto(f"{site}/account/login/")
    page.get_by_label("Email").fill("eve@example.com")
    page.get_by_label("Password", exact=True).fill("wrong")
    page.get_by_role("button", name="Sign in", exact=True).click()
    see(page, "login-refused")
    page.goto(f"{site}/account/signup/")
    page.get_by_label("Email").fill(EMAIL)
    page.get_by_label("Password", exact=True).fill("12345678")
    page.get_by_role("button", name="Create the account").click()
    see(page, "signup-refused")
    page.goto(f"{site}/account/login/code/")
    page.get_by_label("Email").fill(f"{'a-very-long-name' * 3}@example.com")
    page.get_by_role("button", name="Send the code").click()
    page.get_by_label("Code").fill("WRONG1")
    page.get_by_role("button", name="Continue").click()
    see(page, "code-refused")
    page.get_by_role("button", name="Back to sign-in").click()
    settings.ACCOUNT_RATE_LIMITS = {"login": "0/h/ip"}
    guard.expect(429, "/account/login/")
    sign_in(page, site)
    see(page, "too-many")


def test_the_pages_that_follow_from_others(site, page, guard):
    person(name="Ada Quist").issue_token(name="Old", scopes=["read"])
    sign_in(page, site)
    prove_it_is_still_you(page, site)
    page.goto(f"{site}/account/tokens/")
    page.get_by_role("link", name="Take back").click()
    see(page, "token-take-back")
    guard.expect(400, "/account/tokens/")
    page.goto(f"{site}/account/tokens/")
    page.get_by_label("What it is for").fill("Night shift")
    page.get_by_label("Read:").uncheck()
    page.get_by_role("button", name="Make the token").click()
    see(page, "tokens-refused")
    page.get_by_label("Create:").check()
    page.get_by_role("button", name="Make the token").click()
    see(page, "tokens-made")
    page.goto(f"{site}/account/profile/")
    page.get_by_label("Display name").fill("Ada Q.")
    page.get_by_role("button", name="Save").click()
    see(page, "profile-saved")
