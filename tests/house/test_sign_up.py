from __future__ import annotations

import pytest

pytestmark = pytest.mark.django_db

SIGN_UP = "/_allauth/app/v1/auth/signup"
PERSON = {"email": "Ada@Studio.example", "password": "a long enough phrase"}


@pytest.fixture
def sign_up(client):
    def post(**fields: str):
        return client.post(SIGN_UP, PERSON | fields, content_type="application/json")

    return post


def test_an_open_studio_lets_people_in_with_a_session_token(sign_up, settings):
    settings.SIGN_UP = "open"
    answer = sign_up()
    assert answer.status_code == 200, answer.content
    assert answer.json()["meta"]["session_token"]
    assert answer.json()["data"]["user"]["email"] == "ada@studio.example"


@pytest.mark.parametrize("door", ["closed", "invite"])
def test_a_studio_that_is_not_open_lets_nobody_in(sign_up, settings, door):
    settings.SIGN_UP = door
    assert sign_up().status_code == 403


def test_only_the_domains_of_the_studio_may_sign_up(sign_up, settings):
    settings.SIGN_UP, settings.SIGN_UP_DOMAINS = "open", ("studio.example",)
    refused = sign_up(email="ada@studio.example.evil.example")
    assert refused.status_code == 400
    assert refused.json()["errors"][0]["code"] == "email_domain"
    assert sign_up().status_code == 200


def test_a_person_signs_in_by_e_mail_whatever_its_case(sign_up, client, settings):
    settings.SIGN_UP = "open"
    sign_up()
    credentials = PERSON | {"email": "ADA@studio.example"}
    answer = client.post(
        "/_allauth/app/v1/auth/login", credentials, content_type="application/json"
    )
    assert answer.status_code == 200, answer.content
