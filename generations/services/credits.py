"""Grants and takes, each with its reason."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from django.db import transaction

from generations import wiring
from generations.models import Wallet


@transaction.atomic
def adjust_credits(
    owner_id: UUID, amount: Decimal, *, reason: str, actor: str
) -> Wallet:
    """Grant credits, or with a negative amount take them; return the wallet after.

    They belong to the realm at work: rehearsal credits never pay for live jobs.
    Raises `InsufficientCredits` for taking more than is free.
    """
    wallet = Wallet.objects.of(owner_id, sandbox=wiring.sandbox())
    wallet.adjust(amount, reason=reason, actor=actor)
    wallet.refresh_from_db()
    return wallet


def wallet_of(owner_id: UUID) -> Wallet:
    """Return a person's wallet in the realm at work, with its welcome credits.

    The first look at it makes it: so people made in rehearsal start a live studio
    with what NEW_USER_CREDITS says for that.
    """
    found = Wallet.objects.filter(owner_id=owner_id, sandbox=wiring.sandbox()).first()
    return found or _open_wallet(owner_id)


@transaction.atomic
def _open_wallet(owner_id: UUID) -> Wallet:
    wallet, made = Wallet.objects.get_or_create(
        owner_id=owner_id, sandbox=wiring.sandbox()
    )
    if made and wiring.welcome_credits():
        wallet.adjust(wiring.welcome_credits(), reason="Welcome", actor="studio")
        wallet.refresh_from_db()
    return wallet
