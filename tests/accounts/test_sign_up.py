from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.core import mail
from django.test import Client

from .people import EMAIL, PASSWORD, person
from .test_sign_in import code_of_the_mail, is_in

FORM = {"email": EMAIL, "password1": PASSWORD}
CODE = "/account/confirm-email/"


def sign_up(client: Client, **changes: str):
    return client.post("/account/signup/", FORM | changes)


def test_without_mail_a_new_person_is_in_at_once_with_their_credits(client: Client):
    assert sign_up(client).headers["Location"] == "/"
    assert "1,000" in client.get("/account/").text
    assert mail.outbox == []


@pytest.mark.usefixtures("mail_server")
def test_with_mail_a_code_lets_the_new_person_in(client: Client):
    assert sign_up(client).headers["Location"] == CODE
    assert not is_in(client)
    client.post(CODE, {"code": code_of_the_mail()})
    assert is_in(client)
    assert EmailAddress.objects.get().verified


@pytest.mark.usefixtures("mail_server")
def test_with_mail_signing_up_tells_nobody_which_addresses_are_known(ada, client):
    known = sign_up(client)
    unknown = sign_up(Client(), email="eve@example.com")
    assert known.headers["Location"] == unknown.headers["Location"] == CODE
    assert mail.outbox[0].to == [EMAIL]
    assert get_user_model().objects.filter(email=EMAIL).count() == 1


def test_mail_is_written_in_the_name_of_the_studio(client, settings):
    settings.SITE_NAME = "Nine Reels"
    person()
    client.post("/account/password/reset/", {"email": EMAIL})
    assert "Nine Reels" in str(mail.outbox[0].body)
    assert "testserver" not in str(mail.outbox[0].body)


@pytest.mark.parametrize("password", ["short", "1234567890123", "password1234", EMAIL])
def test_a_password_that_is_easily_guessed_is_refused(client, password):
    assert "id_password1_error" in sign_up(client, password1=password).text
    assert not get_user_model().objects.exists()


def test_an_address_signs_up_once_whatever_its_case(ada, client):
    answer = sign_up(client, email=EMAIL.upper())
    assert "id_email_error" in answer.text
    assert get_user_model().objects.count() == 1
