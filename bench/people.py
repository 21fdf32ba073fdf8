"""People of the studio, made quickly: nobody signs in with a password here."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.contrib.auth import get_user_model

from generations.models import Wallet

RICH = Decimal(1_000_000)


def make_people(count: int) -> list[Any]:
    """Return that many people, each with a wallet that never runs dry."""
    users = get_user_model()
    password = "!"
    made = users.objects.bulk_create(
        users(email=f"person{number}@example.com", password=password)
        for number in range(users.objects.count(), users.objects.count() + count)
    )
    Wallet.objects.bulk_create(
        Wallet(owner=person, sandbox=True, balance=RICH) for person in made
    )
    return made


def token_of(person: Any) -> str:
    """Return a new API token that may do everything."""
    _, secret = person.issue_token(name="bench", scopes=["read", "create", "manage"])
    return str(secret)
