"""Every page of accounts, for people inside and outside, keeps to the house's rules."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client, override_settings
from django.urls import URLPattern, reverse

from kling_site.accounts.urls import urlpatterns
from tests.web.pages import Page

from .people import EMAIL, PASSWORD, Phone, reauthenticate, sign_in
from .test_sign_in import code_of_the_mail, is_in

FILLED = {"id": "00000000-0000-0000-0000-000000000000", "pk": "1", "key": "x"}
OPEN = {
    "login/", "logout/", "inactive/", "signup/", "confirm-email/", "confirm-email/x",
    "login/code/", "login/code/confirm/", "password/reset/", "password/reset/confirm/",
    "password/reset/complete/", "password/reset/done/", "2fa/authenticate/",
    "2fa/webauthn/login/",
}  # fmt: skip


def addresses() -> list[str]:
    """Return the address of every page, from the routes themselves."""
    return [filled(pattern) for pattern in urlpatterns if pattern.name]


def filled(pattern: URLPattern) -> str:
    names = pattern.pattern.converters or pattern.pattern.regex.groupindex
    wanted = {name: FILLED[name] for name in names}
    if pattern.name == "account_end_session":
        wanted["id"] = "1"
    return reverse(pattern.name, kwargs=wanted)


def test_whoever_is_outside_is_sent_to_sign_in_from_everything_but_the_doors(client):
    for address in addresses():
        answer = client.get(address)
        location = answer.headers.get("Location", "")
        inside = location.startswith(("/account/login/?next=", "/account/login/?"))
        is_open = address.removeprefix("/account/") in OPEN
        assert inside is not is_open, (address, answer.status_code, location)
        assert answer.status_code < 500, address


def test_every_page_inside_is_whole_and_keeps_to_the_policy(signed_in, ada):
    Phone(ada)
    reauthenticate(signed_in)
    seen = 0
    for address in addresses():
        answer = signed_in.get(address)
        assert answer.status_code < 500, address
        if answer.status_code == 200 and "html" in answer.headers["Content-Type"]:
            assert Page(answer.text).inline == [], address
            seen += 1
    assert seen >= 12


def test_every_door_keeps_to_the_policy(client):
    for path in ("login/", "signup/", "login/code/", "password/reset/"):
        answer = client.get(f"/account/{path}")
        assert Page(answer.text).inline == []
        assert "unsafe" not in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("away", ["https://evil.example/", "//evil.example/"])
def test_no_form_leads_away_from_the_site(signed_in: Client, away):
    again = signed_in.post(
        "/account/reauthenticate/", {"password": PASSWORD, "next": away}
    )
    out = signed_in.post("/account/logout/", {"next": away})
    assert "evil" not in again.headers["Location"] + out.headers["Location"]


@override_settings(ACCOUNT_RATE_LIMITS={"login": "2/m/ip"})
def test_too_many_tries_are_told_so_on_a_page(client):
    cache.clear()
    answers = [sign_in(client).status_code for _ in range(3)]
    assert answers == [200, 200, 429]
    assert "Wait a few minutes" in sign_in(client).text


def test_a_forgotten_password_is_replaced_and_ends_all_sessions(signed_in: Client):
    new = "another long phrase"
    browser = Client()
    browser.post("/account/password/reset/", {"email": EMAIL})
    browser.post("/account/password/reset/confirm/", {"code": code_of_the_mail()})
    answer = browser.post("/account/password/reset/complete/", {"password1": new})
    assert answer.status_code == 302
    assert not is_in(signed_in)
    assert not is_in(browser)
    assert sign_in(browser, password=new).headers["Location"] == "/"


def test_a_name_is_shown_to_oneself(signed_in: Client):
    signed_in.post("/account/profile/", {"name": "Ada <Quist>"})
    assert "Ada &lt;Quist&gt;" in signed_in.get("/account/").text


def test_a_name_that_is_too_long_is_refused_in_words(signed_in: Client):
    answer = signed_in.post("/account/profile/", {"name": "x" * 121})
    assert "120 characters" in answer.text
