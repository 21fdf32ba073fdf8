from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from .people import PASSWORD, Phone, reauthenticate, sign_in
from .test_sign_in import is_in

ACTIVATE = "/account/2fa/totp/activate/"
CODES = "/account/2fa/recovery-codes/"


@pytest.fixture
def trusted(signed_in: Client) -> Client:
    reauthenticate(signed_in)
    return signed_in


def set_up_an_app(client: Client) -> Phone:
    secret = re.search(r'id="totp-secret">([A-Z2-7]+)<', client.get(ACTIVATE).text)[1]
    phone = Phone(None, secret)
    client.post(ACTIVATE, {"code": phone.code()})
    return phone


def codes_on(page: str) -> list[str]:
    return re.findall(r"<li>(\d{8})</li>", page)


@pytest.mark.parametrize(
    "path",
    ["totp/activate", "totp/deactivate", "webauthn/add", "recovery-codes/generate"],
)
def test_whatever_changes_who_gets_in_wants_the_password_again(signed_in, ada, path):
    if "deactivate" in path:
        Phone(ada)
    answer = signed_in.get(f"/account/2fa/{path}/")
    assert "/reauthenticate/" in answer.headers["Location"]


def test_an_app_is_set_up_with_its_own_code(trusted: Client):
    trusted.post(ACTIVATE, {"code": "000000"})
    assert not Authenticator.objects.exists()
    phone = set_up_an_app(trusted)
    assert "Off." not in trusted.get("/account/2fa/").text
    other = Client()
    sign_in(other)
    other.post("/account/2fa/authenticate/", {"code": phone.code(later=1)})
    assert is_in(other)


def test_with_the_app_come_recovery_codes_that_work_once(trusted: Client):
    set_up_an_app(trusted)
    codes = codes_on(trusted.get(CODES).text)
    assert len(codes) == 10
    for opens in (True, False):
        other = Client()
        sign_in(other)
        other.post("/account/2fa/authenticate/", {"code": codes[0]})
        assert is_in(other) is opens
    assert codes[0] not in codes_on(trusted.get(CODES).text)


def test_new_recovery_codes_replace_the_old(trusted: Client):
    set_up_an_app(trusted)
    old = codes_on(trusted.get(CODES).text)
    trusted.post(f"{CODES}generate/")
    new = codes_on(trusted.get(CODES).text)
    assert len(new) == 10
    assert not set(old) & set(new)


def test_an_app_that_is_switched_off_is_asked_for_no_more(trusted: Client):
    set_up_an_app(trusted)
    trusted.post("/account/2fa/totp/deactivate/")
    other = Client()
    assert sign_in(other, password=PASSWORD).headers["Location"] == "/"
    assert is_in(other)


def test_a_mobile_app_is_asked_for_the_second_factor_too(ada, client):
    phone = Phone(ada)
    auth = "/_allauth/app/v1/auth/"
    form = {"email": ada.email, "password": PASSWORD}
    first = client.post(f"{auth}login", form, content_type="application/json")
    assert first.status_code == 401
    token = {"X-Session-Token": first.json()["meta"]["session_token"]}
    assert client.get("/api/v1/me/", headers=token).status_code == 401
    second = client.post(
        f"{auth}2fa/authenticate",
        {"code": phone.code()},
        content_type="application/json",
        headers=token,
    )
    assert second.status_code == 200
    token = {"X-Session-Token": second.json()["meta"]["session_token"]}
    assert client.get("/api/v1/me/", headers=token).status_code == 200
