"""The `quote` shape."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from generations.api.times import spelt, tidied
from generations.services.quotes import Offer

Shape = dict[str, Any]


def quote_shape(offer: Offer) -> Shape:
    """Return an offer; one with problems has no id and binds nobody."""
    quote, expected = offer.quote, offer.expected
    return {
        "id": quote and str(quote.pk),
        "ok": offer.ok,
        "expires_at": quote and spelt(quote.expires_at),
        "price": _price(quote.credits if quote else None, offer.items),
        "starts": tidied(offer.starts),
        "expected": expected
        and {"p50": round(expected.p50, 1), "p90": round(expected.p90, 1)},
        "problems": [problem.as_json() for problem in offer.problems],
    }


def _price(
    agreed: Decimal | None, items: Sequence[tuple[str, Decimal]]
) -> Shape | None:
    """Return what it costs: known for any open choice, even beside problems."""
    if agreed is None and not items:
        return None
    total = sum((part for _, part in items), Decimal(0)) if agreed is None else agreed
    parts = [{"label": label, "credits": f"{part:.2f}"} for label, part in items]
    return {"credits": f"{total:.2f}", "items": parts}
