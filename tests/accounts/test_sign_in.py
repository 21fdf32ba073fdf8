from __future__ import annotations

import re

import pytest
from django.core import mail
from django.test import Client

from .people import EMAIL, PASSWORD, Phone, person, sign_in

HOME = "/"


def is_in(client: Client) -> bool:
    return client.get("/account/").status_code == 200


def code_of_the_mail() -> str:
    return re.search(r"^ *([A-Z0-9-]{6,})$", str(mail.outbox[-1].body), re.M)[1]


def test_a_password_opens_the_door_whatever_the_address_s_case(ada, client):
    assert sign_in(client, EMAIL.upper()).headers["Location"] == HOME
    assert is_in(client)


@pytest.mark.parametrize("password", ["", "wrong", PASSWORD + " "])
def test_a_wrong_password_opens_nothing(ada, client, password):
    assert sign_in(client, password=password).status_code == 200
    assert not is_in(client)


def test_known_and_unknown_addresses_are_refused_alike(ada, client):
    known = sign_in(client, password="wrong")
    unknown = sign_in(client, "eve@example.com", "wrong")
    assert said(known) == said(unknown)
    assert "do not fit together" in known.text


def said(answer) -> str:
    """Return a page without what differs each time."""
    plain = re.sub(r'(csrfmiddlewaretoken" value|value)="[^"]*"', "", answer.text)
    return plain.replace(EMAIL, "x").replace("eve@example.com", "x")


@pytest.mark.parametrize(
    "address", ["/account/login/code/", "/account/password/reset/"]
)
def test_asking_for_a_code_answers_alike_for_unknown_addresses(ada, client, address):
    known = client.post(address, {"email": EMAIL}, follow=True)
    unknown = Client().post(address, {"email": "eve@example.com"}, follow=True)
    assert known.redirect_chain == unknown.redirect_chain != []
    assert said(known) == said(unknown)


def test_a_code_by_mail_signs_in(ada, client):
    client.post("/account/login/code/", {"email": EMAIL})
    answer = client.post("/account/login/code/confirm/", {"code": code_of_the_mail()})
    assert answer.headers["Location"] == HOME
    assert is_in(client)


def test_three_wrong_codes_and_the_right_one_opens_nothing(ada, client):
    client.post("/account/login/code/", {"email": EMAIL})
    for _ in range(3):
        client.post("/account/login/code/confirm/", {"code": "WRONG1"})
    client.post("/account/login/code/confirm/", {"code": code_of_the_mail()})
    assert not is_in(client)


@pytest.mark.parametrize("by_code", [False, True])
def test_the_second_factor_is_asked_for_whatever_the_first_was(ada, client, by_code):
    phone = Phone(ada)
    if by_code:
        client.post("/account/login/code/", {"email": EMAIL})
        client.post("/account/login/code/confirm/", {"code": code_of_the_mail()})
    else:
        sign_in(client)
    assert not is_in(client)
    client.post("/account/2fa/authenticate/", {"code": "000000"})
    assert not is_in(client)
    client.post("/account/2fa/authenticate/", {"code": phone.code()})
    assert is_in(client)


def test_a_code_of_the_app_works_once(ada, client):
    phone = Phone(ada)
    code = phone.code()
    for browser in (client, again := Client()):
        sign_in(browser)
        browser.post("/account/2fa/authenticate/", {"code": code})
    assert is_in(client)
    assert not is_in(again)


def test_many_wrong_passwords_close_the_door_for_a_while(ada, client):
    for _ in range(10):
        sign_in(client, password="wrong")
    assert "Too many" in sign_in(client).text
    assert not is_in(client)


@pytest.mark.parametrize(
    "away",
    [
        "https://evil.example/",
        "//evil.example/",
        "javascript:alert(1)",
        "/\\evil.example",
    ],
)
def test_after_signing_in_one_stays_on_this_site(ada, client, away):
    assert sign_in(client, next=away).headers["Location"] == HOME


def test_after_signing_in_one_goes_where_one_wanted_to(ada, client):
    page = client.get("/account/tokens/")
    address = page.headers["Location"]
    assert address == "/account/login/?next=/account/tokens/"
    assert 'name="next" value="/account/tokens/"' in client.get(address).text
    assert sign_in(client, next="/account/tokens/").headers["Location"] == (
        "/account/tokens/"
    )


@pytest.mark.parametrize("path", ["login", "signup", "password/reset", "login/code"])
def test_the_final_slash_is_optional_and_nothing_redirects(client, path):
    for form in (f"/account/{path}", f"/account/{path}/"):
        assert client.get(form).status_code == 200


def test_the_guest_of_a_rehearsal_is_one_click_away(client, settings):
    assert "Sign in as the guest" not in client.get("/account/login/").text
    person(settings.DEMO_EMAIL).set_password(settings.DEMO_PASSWORD)
    page = client.get("/account/login/").text
    assert f'name="password" value="{settings.DEMO_PASSWORD}"' in page
    settings.SANDBOX = False
    assert settings.DEMO_EMAIL not in client.get("/account/login/").text


def test_sign_up_is_offered_only_where_it_is_open(client, settings):
    assert "/account/signup/" in client.get("/account/login/").text
    settings.SIGN_UP = "invite"
    assert "/account/signup/" not in client.get("/account/login/").text
    page = client.post("/account/signup/", {"email": EMAIL, "password1": PASSWORD})
    assert "invitation" in page.text
