"""The guest, whose password everyone knows, belongs to rehearsals alone."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from generations.services.people import ensure_demo, shut_guest_out

from .people import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def guest() -> Any:
    email, _ = ensure_demo()
    return get_user_model().objects.get(email=email)


def opens(settings: Any) -> bool:
    browser = Client()
    sign_in(browser, settings.DEMO_EMAIL, settings.DEMO_PASSWORD)
    return browser.get("/account/").status_code == 200


def test_the_known_password_opens_a_rehearsal_and_no_live_studio(guest, settings):
    assert opens(settings)
    settings.SANDBOX = False
    assert not opens(settings)


def test_going_live_ends_every_way_in_that_the_guest_had(guest, settings):
    browser = Client()
    browser.force_login(guest, settings.AUTHENTICATION_BACKENDS[0])
    _, secret = guest.issue_token(name="Script", scopes=["read"])
    shut_guest_out()
    guest.refresh_from_db()
    assert not guest.is_active
    assert get_user_model().objects.by_token(secret) is None
    assert browser.get("/account/").status_code == 302


def test_the_next_rehearsal_lets_the_guest_in_again(guest, settings):
    shut_guest_out()
    ensure_demo()
    assert opens(settings)


def test_a_studio_without_a_guest_has_nobody_to_shut_out(db):
    shut_guest_out()
