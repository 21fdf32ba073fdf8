from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.management.base import CommandError

from generations.models import LedgerEntry
from generations.services.credits import wallet_of
from generations.services.people import add_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    return add_user("ada@example.com", "x").user


def adjust(manage, amount, reason="A test shoot"):
    return manage("credits", "ada@example.com", amount, "--reason", reason)


@pytest.mark.parametrize(
    ("amount", "left"),
    [("50", "1050"), ("+50", "1050"), ("-50", "950"), ("−0.25", "999.75")],  # noqa: RUF001
)
def test_credits_are_granted_or_taken_by_their_sign(manage, ada, amount, left):
    adjust(manage, amount)
    assert wallet_of(ada.pk).balance == Decimal(left)


def test_the_ledger_keeps_the_reason_and_who_did_it(manage, ada):
    adjust(manage, "-50", reason="  Lost a bet  ")
    line = LedgerEntry.objects.last()
    assert (line.kind, line.amount) == ("take", 50)
    assert (line.reason, line.actor) == ("Lost a bet", "operator")


def test_what_is_left_is_said(manage, ada):
    assert adjust(manage, "-50") == ["ada@example.com has 950.00, of which 0.00 held."]


@pytest.mark.parametrize(
    ("amount", "reason", "said"),
    [
        ("-1000.01", "x", "has 1000.00 free credits, so 1000.01 cannot be taken"),
        ("0", "x", "change nothing"),
        ("5", "  ", "1 to 200 characters"),
        ("5", "x" * 201, "1 to 200 characters"),
        ("five", "x", "no number of credits"),
        ("1e30", "x", "no number of credits"),
        ("0.001", "x", "more than two decimals"),
    ],
)
def test_an_impossible_change_is_refused_in_a_sentence(
    manage, ada, amount, reason, said
):
    with pytest.raises(CommandError, match=said):
        adjust(manage, amount, reason)
    assert wallet_of(ada.pk).balance == 1000


def test_a_stranger_is_said_to_be_one(manage):
    with pytest.raises(CommandError, match="Nobody signs in as ada@"):
        adjust(manage, "5")
