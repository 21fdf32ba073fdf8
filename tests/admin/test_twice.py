"""A form that is sent twice does its deed once, and nobody refunds themselves."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from generations.models import LedgerEntry, Wallet
from generations.services.cancel import cancel_generation
from tests.engine.studio import ask

from .operators import failed, person_path, request_path

GRANT = {"direction": "grant", "amount": "7", "reason": "Welcome back"}
KEY = "1b671a64-40d5-491e-99b0-da01ff1f3341"


def grants(person: Any) -> list[Decimal]:
    lines = LedgerEntry.objects.filter(wallet__owner=person, reason="Welcome back")
    return list(lines.values_list("amount", flat=True))


def test_a_grant_sent_twice_is_granted_once(boss, alice):
    for _ in range(2):
        assert (
            boss.post(person_path(alice, "adjust"), key=KEY, **GRANT).status_code == 302
        )
    assert grants(alice) == [7]


def test_the_same_grant_filled_in_anew_is_another(boss, alice):
    for _ in range(2):
        boss.post(person_path(alice, "adjust"), **GRANT)
    assert grants(alice) == [7, 7]


def test_another_grant_under_the_same_key_is_refused(boss, alice):
    boss.post(person_path(alice, "adjust"), key=KEY, **GRANT)
    other = boss.post(person_path(alice, "adjust"), key=KEY, **GRANT | {"amount": "8"})
    assert other.status_code == 200
    assert grants(alice) == [7]


def test_a_hundredth_can_be_granted(boss, alice):
    boss.post(person_path(alice, "adjust"), **GRANT | {"amount": "0.01"})
    assert grants(alice) == [Decimal("0.01")]


def test_more_at_once_than_any_gateway_allows_is_refused_in_words(boss, alice):
    words = {"weight": "1", "running_cap": "99999999999", "reason": "All of it"}
    assert "1000" in boss.post(person_path(alice, "turns"), **words).text


@pytest.mark.parametrize(("who", "lines"), [("support", 0), ("boss", 1)])
def test_what_one_asked_for_oneself_somebody_else_refunds(request, who, lines):
    """Whoever may grant credits anyway gains nothing by it."""
    desk = request.getfixturevalue(who)
    wallet = Wallet.objects.of(desk.user.pk, sandbox=True)
    wallet.adjust(Decimal(100), reason="for the test", actor="test")
    row = failed(desk.user)
    desk.post(request_path(row, "refund"), amount="1", reason="For me")
    assert LedgerEntry.objects.filter(kind="refund").count() == lines


def test_what_was_cancelled_is_not_refunded(boss, alice):
    row = ask(alice)
    cancel_generation(row)
    boss.post(request_path(row, "refund"), amount="1", reason="For nothing")
    assert not LedgerEntry.objects.filter(kind="refund").exists()
