"""Offer a price for exactly one request, and honour it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils import timezone

from generations import wiring
from generations.capability import Verdict, validate
from generations.errors import PriceChanged, Problem
from generations.models import Quote

from . import history
from .fingerprints import fingerprint
from .newcomer import place_of_newcomer

HOLDS_FOR = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Offer:
    """What a request would cost and when it would start, or why it is refused."""

    quote: Quote | None
    items: Sequence[tuple[str, Decimal]]
    starts: tuple[datetime, datetime] | None
    expected: history.Expected | None
    problems: Sequence[Problem]

    @property
    def ok(self) -> bool:
        return not self.problems


def offer(owner_id: UUID, body: object) -> Offer:
    """Quote a body of POST generations/: every problem at once, creating no job."""
    verdict = validate(body, wiring.table())
    if verdict.problems or verdict.request is None or verdict.price is None:
        return Offer(None, verdict.items, None, None, verdict.problems)
    return _offer(owner_id, verdict.request, verdict.price, verdict.items)


def _offer(
    owner_id: UUID,
    request: Mapping[str, Any],
    price: Decimal,
    items: Sequence[tuple[str, Decimal]],
) -> Offer:
    """Make a binding offer for a request that was found right."""
    now = timezone.now()
    quote = Quote.objects.create(
        owner_id=owner_id,
        sandbox=wiring.sandbox(),
        fingerprint=fingerprint(request),
        credits=price,
        created_at=now,
        expires_at=now + HOLDS_FOR,
    )
    expected = history.expected(history.cell_of(request))
    starts = place_of_newcomer(owner_id, expected).starts
    return Offer(quote, items, starts, expected, ())


def agreed_price(
    owner_id: UUID, request: Mapping[str, Any], price: Decimal, verdict: Verdict
) -> Decimal:
    """Return what this request costs now: the quoted price, or today's.

    Raises `PriceChanged` with a new offer when the quote named in the body ran out or
    was for something else, or when the price is above `max_credits`.
    """
    agreed = price
    if verdict.quote is not None:
        quote = _standing(owner_id, verdict.quote, request)
        if quote is None:
            raise PriceChanged(_offer(owner_id, request, price, verdict.items))
        agreed = quote.credits
    if verdict.max_credits is not None and agreed > verdict.max_credits:
        raise PriceChanged(_offer(owner_id, request, price, verdict.items))
    return agreed


def _standing(
    owner_id: UUID, quote_id: UUID | str, request: Mapping[str, Any]
) -> Quote | None:
    return (
        Quote.objects.binding_on(owner_id, timezone.now())
        .filter(pk=quote_id, fingerprint=fingerprint(request), sandbox=wiring.sandbox())
        .first()
    )
