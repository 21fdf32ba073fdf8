"""Changing the address one signs in with, with and without a mail server."""

from __future__ import annotations

import pytest
from django.core import mail
from django.test import Client

from .people import EMAIL, PASSWORD, person, reauthenticate
from .test_sign_in import code_of_the_mail

NEW = "ada@new.example"
CODE = "/account/confirm-email/"


@pytest.fixture
def trusted(signed_in: Client) -> Client:
    reauthenticate(signed_in)
    return signed_in


def change(client: Client, email: str = NEW):
    return client.post("/account/email/", {"email": email, "action_add": ""})


def test_without_mail_the_new_address_holds_at_once(trusted: Client, ada):
    assert change(trusted).status_code == 302
    ada.refresh_from_db()
    assert ada.email == NEW
    assert [a.email for a in ada.emailaddress_set.all()] == [NEW]
    assert mail.outbox == []


def test_changing_the_address_wants_the_password_again(signed_in: Client, ada):
    answer = change(signed_in)
    assert answer.headers["Location"].startswith("/account/reauthenticate/")
    ada.refresh_from_db()
    assert ada.email == EMAIL
    form = {"password": PASSWORD, "next": "/account/email/"}
    signed_in.post(answer.headers["Location"], form)
    ada.refresh_from_db()
    assert ada.email == NEW


@pytest.mark.usefixtures("mail_server")
def test_with_mail_the_old_address_holds_until_the_code_is_typed(trusted, ada):
    answer = change(trusted)
    assert answer.headers["Location"] == CODE
    ada.refresh_from_db()
    assert ada.email == EMAIL
    trusted.post(CODE, {"code": code_of_the_mail()})
    ada.refresh_from_db()
    assert ada.email == NEW
    assert [(a.email, a.verified) for a in ada.emailaddress_set.all()] == [(NEW, True)]


def test_an_address_that_another_has_is_refused(trusted: Client, ada):
    person(NEW)
    assert "already" in change(trusted).text
    ada.refresh_from_db()
    assert ada.email == EMAIL


@pytest.mark.usefixtures("mail_server")
def test_with_mail_nobody_learns_which_addresses_are_known(trusted: Client, ada):
    person(NEW)
    assert change(trusted).headers["Location"] == CODE
    ada.refresh_from_db()
    assert ada.email == EMAIL


def test_the_new_address_must_be_of_the_studio_s_domains(trusted: Client, settings):
    settings.SIGN_UP_DOMAINS = ("studio.example",)
    assert "these mail domains only" in change(trusted).text
