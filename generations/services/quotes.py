"""Offer a price for exactly one request, or one batch, and honour it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.utils import timezone

from generations import wiring
from generations.errors import PriceChanged, Problem
from generations.models import Quote

from .checked import Checked, check
from .history import Expected
from .needs import Needs
from .newcomer import place_of_newcomer

HOLDS_FOR = timedelta(minutes=10)
Items = Sequence[tuple[str, Decimal]]
Prices = tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """What a request would cost and when it would start, or why it is refused."""

    quote: Quote | None
    items: Items
    starts: tuple[datetime, datetime] | None
    expected: Expected | None
    problems: Sequence[Problem]

    @property
    def ok(self) -> bool:
        return not self.problems


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a price is asked for: today's price of each of its requests, in order.

    `expected` and `needs` are those of the first.
    """

    owner_id: UUID
    fingerprint: str
    prices: Prices
    items: Items
    expected: Expected
    needs: Needs

    @property
    def total(self) -> Decimal:
        return sum(self.prices, Decimal(0))


def wanted(checked: Checked) -> Wanted:
    """Return one request that was found right, as something to be priced."""
    return Wanted(
        checked.owner_id,
        checked.fingerprint,
        (checked.price,),
        checked.verdict.items,
        checked.expected,
        checked.needs,
    )


def offer(owner_id: UUID, body: object) -> Offer:
    """Quote a body of POST generations/: every problem at once, creating no job."""
    checked = check(owner_id, body)
    if checked.problems:
        return Offer(None, checked.verdict.items, None, None, checked.problems)
    return offer_of(wanted(checked))


def offer_of(asked: Wanted) -> Offer:
    """Make a binding offer."""
    now = timezone.now()
    quote = Quote.objects.create(
        owner_id=asked.owner_id,
        sandbox=wiring.sandbox(),
        fingerprint=asked.fingerprint,
        credits=asked.total,
        parts=[str(price) for price in asked.prices],
        created_at=now,
        expires_at=now + HOLDS_FOR,
    )
    place = place_of_newcomer(asked.owner_id, asked.expected, asked.needs)
    return Offer(quote, asked.items, place.starts, asked.expected, ())


def agreed(
    asked: Wanted, quote_id: UUID | str | None, max_credits: Decimal | None
) -> Prices:
    """Return what each request costs now: the quoted prices, or today's.

    Raises `PriceChanged` with a new offer when the quote that was named ran out or was
    for something else, or when all of it costs more than `max_credits`.
    """
    prices = asked.prices
    if quote_id is not None:
        quote = _standing(asked, quote_id)
        if quote is None:
            raise PriceChanged(offer_of(asked))
        prices = quote.prices
    if max_credits is not None and sum(prices, Decimal(0)) > max_credits:
        raise PriceChanged(offer_of(asked))
    return prices


def _standing(asked: Wanted, quote_id: UUID | str) -> Quote | None:
    binding = Quote.objects.binding_on(asked.owner_id, timezone.now())
    return binding.filter(
        pk=quote_id, fingerprint=asked.fingerprint, sandbox=wiring.sandbox()
    ).first()
