"""Give credits back for one request, by an operator's word."""

from __future__ import annotations

from decimal import Decimal

from django.db import IntegrityError, transaction

from generations.errors import GenerationError
from generations.models import Generation, LedgerEntry, State, Wallet


class NotRefundable(GenerationError):
    """There is nothing to give back, or no longer."""

    code = "not_refundable"


def refund(
    generation: Generation, amount: Decimal, *, reason: str, actor: str
) -> LedgerEntry:
    """Grant up to the price of a request that has ended, once; return the line.

    What a failure held went back by itself when it ended: a refund then comes on top.
    Raises `NotRefundable` for one under way or cancelled, a second refund, or another
    amount.
    """
    if not generation.final:
        raise NotRefundable(
            f"It is still {generation.state}: its credits are held, not spent. Cancel "
            "it, or mark it as lost, and they go back by themselves."
        )
    if generation.state == State.CANCELLED:
        raise NotRefundable("It was cancelled before it was sent, and cost nothing.")
    if not 0 < amount <= generation.credits:
        raise NotRefundable(
            f"Between 0.01 and its price of {generation.credits:.2f} can be given back."
        )
    wallet = Wallet.objects.of(generation.owner_id, sandbox=generation.sandbox)
    try:
        with transaction.atomic():
            wallet.refund(amount, generation.pk, reason=reason, actor=actor)
    except IntegrityError:
        raise NotRefundable("It was refunded already.") from None
    return LedgerEntry.objects.refund_of(generation)
