from __future__ import annotations

from decimal import Decimal

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import authenticate, get_user_model
from django.core.management.base import CommandError
from django.db import DatabaseError

from generations.management.commands import add_user as command
from generations.services.credits import wallet_of

pytestmark = pytest.mark.django_db
WORDS = ("add_user", "Ada@Example.com", "--password", "engine-of-1843")


def ada():
    return get_user_model().objects.get(email="ada@example.com")


def test_a_new_person_can_sign_in_at_once(manage):
    manage(*WORDS)
    assert authenticate(email="ada@example.com", password="engine-of-1843") == ada()
    assert EmailAddress.objects.get(user=ada()).verified


def test_a_new_person_is_no_staff_unless_asked_for(manage):
    manage(*WORDS)
    manage("add_user", "grace@example.com", "--password", "x", "--staff")
    staff = get_user_model().objects.filter(is_staff=True)
    assert [user.email for user in staff] == ["grace@example.com"]


def test_the_token_stands_alone_on_the_last_line_and_opens_the_door(manage):
    *_, last = manage(*WORDS, "--token")
    user, token = get_user_model().objects.by_token(last) or (None, None)
    assert user == ada()
    assert all(token.allows(scope) for scope in ("read", "create", "manage"))


def test_without_asking_no_token_is_made(manage):
    manage(*WORDS)
    assert not ada().api_tokens.exists()


def test_credits_come_beside_the_welcome(manage):
    manage(*WORDS, "--credits", "12.5")
    assert wallet_of(ada().pk).balance == Decimal("1012.50")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("add_user", "nobody", "--password", "x"), "'nobody' is not an e-mail"),
        (("add_user", "a@example.com", "--password", ""), "password is empty"),
        ((*WORDS, "--credits", "-1"), "cannot be negative"),
        ((*WORDS, "--credits", "NaN"), "no number of credits"),
        ((*WORDS, "--credits", "1.005"), "more than two decimals"),
        (("add_user", "a@example.com"), "--password"),
    ],
)
def test_a_wrong_word_is_refused_in_a_sentence_and_makes_nobody(manage, words, said):
    with pytest.raises(CommandError, match=said):
        manage(*words)
    assert not get_user_model().objects.exists()


def test_an_address_is_taken_once_whatever_its_letter_case(manage):
    manage(*WORDS)
    with pytest.raises(CommandError, match="is there already"):
        manage("add_user", "ADA@example.COM", "--password", "another")


def test_who_is_there_already_gets_another_token_for_the_password(manage):
    manage(*WORDS)
    *_, last = manage(*WORDS, "--token")
    user, _ = get_user_model().objects.by_token(last) or (None, None)
    assert user == ada()


@pytest.mark.parametrize(
    "more", [("--token", "--password", "wrong"), (), ("--token", "--staff")]
)
def test_nothing_else_of_who_is_there_already_is_changed(manage, more):
    manage(*WORDS)
    with pytest.raises(CommandError, match="nothing was changed"):
        manage(*WORDS, *more)
    assert not ada().api_tokens.exists()
    assert not ada().is_staff


def test_a_database_that_fails_points_to_the_doctor(manage, monkeypatch):
    def fail(*_, **__):
        raise DatabaseError("no such table")

    monkeypatch.setattr(command, "add_user", fail)
    with pytest.raises(CommandError, match="doctor"):
        manage(*WORDS)
