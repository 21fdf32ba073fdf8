"""Fields for amounts of credits."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from django import forms

from generations.capability import Extra, Price


def amount_field(label: str, amount: Decimal | None) -> forms.DecimalField:
    """Return a field for credits; it may be empty where there is no price yet."""
    return forms.DecimalField(
        label=label,
        initial=None if amount is None else f"{amount:.2f}",
        required=amount is not None,
        min_value=Decimal(0),
        max_digits=9,
        decimal_places=2,
        widget=forms.NumberInput(
            attrs={"class": "panel-input panel-input--amount", "step": "0.01"}
        ),
    )


def extras_of(price: Price | None) -> Iterator[tuple[str, Extra]]:
    """Yield each extra of a price with the name of its field."""
    for number, extra in enumerate(price.extras if price else ()):
        yield f"extra-{number}", extra
