from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from generations.errors import InsufficientCredits
from generations.models import Generation, LedgerEntry, State, Wallet, uuid7


def reloaded(wallet: Wallet) -> tuple[Decimal, Decimal]:
    wallet.refresh_from_db()
    return wallet.balance, wallet.held


def test_more_than_is_free_is_not_held(queued: Generation, wallet: Wallet) -> None:
    with pytest.raises(InsufficientCredits) as refused:
        wallet.hold({uuid7(): Decimal("7.51")})
    assert refused.value.available == Decimal("7.50")
    assert reloaded(wallet) == (10, Decimal("2.50"))


def test_a_take_leaves_what_is_held(queued: Generation, wallet: Wallet) -> None:
    with pytest.raises(InsufficientCredits):
        wallet.adjust(Decimal(-8), reason="too much", actor="test")
    wallet.adjust(Decimal("-7.5"), reason="all that is free", actor="test")
    assert reloaded(wallet) == (Decimal("2.50"), Decimal("2.50"))


def test_the_second_end_of_a_generation_fails(
    queued: Generation, wallet: Wallet
) -> None:
    queued.move(State.CANCELLED)
    for settle in (wallet.release, wallet.capture):
        with pytest.raises(IntegrityError), transaction.atomic():
            settle(queued.credits, queued.pk)
    assert reloaded(wallet) == (10, 0)


def test_hundredths_add_up_exactly(wallet: Wallet, monkeypatch: Any) -> None:
    """Binary fractions would leave too little for the third, or less than nothing."""
    monkeypatch.setattr(Wallet, "_enter", lambda *_, **__: None)  # of no generation
    wallet.adjust(Decimal("-9.70"), reason="to 0.30", actor="test")
    tenth = Decimal("0.10")
    for _ in range(3):
        wallet.hold({uuid7(): tenth})
    assert reloaded(wallet) == (Decimal("0.30"), Decimal("0.30"))
    for _ in range(3):
        wallet.capture(tenth, uuid7())
    assert reloaded(wallet) == (0, 0)


def test_every_change_of_a_balance_is_a_line(
    queued: Generation, wallet: Wallet
) -> None:
    queued.move(State.CANCELLED)
    kinds = list(LedgerEntry.objects.values_list("kind", "amount"))
    assert kinds == [("grant", 10), ("hold", Decimal("2.5")), ("release", 2.5)]


def test_the_database_itself_refuses_debt(wallet: Wallet) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Wallet.objects.filter(pk=wallet.pk).update(balance=-1)


def test_rehearsal_and_live_credits_are_apart(wallet: Wallet) -> None:
    live = Wallet.objects.of(wallet.owner_id, sandbox=False)
    assert live.balance == 0
