"""Credits on a command line."""

from __future__ import annotations

from argparse import ArgumentTypeError
from decimal import Decimal, InvalidOperation

MOST = Decimal(1_000_000_000)


def amount(text: str) -> Decimal:
    """Return credits with exactly two decimals, of either sign."""
    try:
        value = Decimal(text.replace("\N{MINUS SIGN}", "-"))
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite() or abs(value) > MOST:
        raise ArgumentTypeError(f"{text!r} is no number of credits")
    exact = value.quantize(Decimal("0.01"))
    if exact != value:
        raise ArgumentTypeError(f"{text!r} has more than two decimals")
    return exact
