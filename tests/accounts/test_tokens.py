from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kling_site.accounts.models import ApiToken

from .people import PASSWORD, person, reauthenticate

TOKENS = "/account/tokens/"
FORM = {"name": "Night shift", "scopes": ["read", "create"], "days": "30"}


@pytest.fixture
def trusted(signed_in: Client) -> Client:
    """Ada's browser, a moment after she typed her password again."""
    reauthenticate(signed_in)
    return signed_in


def secret_in(answer) -> str:
    return re.search(r"crt_[\w-]{40,}", answer.text)[0]


def calls(secret: str) -> int:
    headers = {"Authorization": f"Bearer {secret}"}
    return Client().get("/api/v1/me/", headers=headers).status_code


def test_a_token_is_shown_once_and_kept_as_its_hash(trusted: Client):
    secret = secret_in(trusted.post(TOKENS, FORM))
    assert calls(secret) == 200
    assert secret not in trusted.get(TOKENS).text
    row = ApiToken.objects.values().get()
    assert secret not in str(row)


def test_a_token_has_the_scopes_and_the_end_that_were_chosen(trusted: Client):
    trusted.post(TOKENS, FORM)
    token = ApiToken.objects.get()
    assert token.scopes == ["create", "read"]
    end = timezone.now() + timedelta(days=30)
    assert abs((token.expires_at or end + timedelta(1)) - end) < timedelta(minutes=1)
    trusted.post(TOKENS, FORM | {"days": ""})
    assert ApiToken.objects.filter(expires_at=None).count() == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"scopes": []}, "scopes"),
        ({"scopes": ["everything"]}, "scopes"),
        ({"days": "31"}, "days"),
    ],
)
def test_a_wrong_wish_is_told_by_its_field(trusted: Client, change, field):
    answer = trusted.post(TOKENS, FORM | change)
    assert answer.status_code == 400
    assert f'id="id_{field}_error"' in answer.text
    assert not ApiToken.objects.exists()


def test_making_a_token_wants_the_password_again_and_then_goes_on(signed_in: Client):
    answer = signed_in.post(TOKENS, FORM)
    again = answer.headers["Location"]
    assert again.startswith("/account/reauthenticate/?next=")
    assert not ApiToken.objects.exists()
    form = {"password": PASSWORD, "next": TOKENS}
    assert calls(secret_in(signed_in.post(again, form))) == 200


def test_a_token_that_is_taken_back_opens_nothing(trusted: Client):
    secret = secret_in(trusted.post(TOKENS, FORM))
    address = f"{TOKENS}{ApiToken.objects.get().pk}/take-back/"
    assert "Night shift" in trusted.get(address).text
    assert calls(secret) == 200
    assert trusted.post(address).headers["Location"] == TOKENS
    assert calls(secret) == 401


def test_another_s_token_is_not_there(trusted: Client):
    token, secret = person("bob@example.com").issue_token(name="Bob", scopes=["read"])
    address = f"{TOKENS}{token.pk}/take-back/"
    assert trusted.get(address).status_code == 404
    assert trusted.post(address).status_code == 404
    assert "Bob" not in trusted.get(TOKENS).text
    assert calls(secret) == 200


def test_no_one_else_s_browser_keeps_the_page_of_a_new_token(trusted: Client):
    assert "no-store" in trusted.post(TOKENS, FORM).headers["Cache-Control"]


def test_a_new_password_takes_the_tokens_back(trusted: Client):
    """Whoever changes it because it leaked would otherwise leave a door open."""
    secret = secret_in(trusted.post(TOKENS, FORM))
    new = "another fine long password 88"
    form = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert trusted.post("/account/password/change/", form).status_code == 302
    assert calls(secret) == 401
