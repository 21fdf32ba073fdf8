"""Two calls at once with one key make one thing, and both are told of it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.contrib.auth import get_user_model

from generations.errors import InsufficientCredits
from generations.services.idempotency import Made, once

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner_id() -> UUID:
    pk: UUID = get_user_model().objects.create_user("a@example.com", "secret").pk
    return pk


def ask(owner_id: UUID, *, prepare: Any = int, make: Any = None) -> Made:
    made = Made("generation", "1", 201)
    return once(owner_id, "k", "body", prepare=prepare, make=make or (lambda _: made))


def refuses(*_: object) -> Any:
    raise InsufficientCredits(needed=Decimal(2), available=Decimal(1))


@pytest.mark.parametrize("step", ["prepare", "make"])
def test_the_money_that_the_first_took_is_no_refusal_of_the_second(
    owner_id: UUID, step: str
) -> None:
    """The first ends while the second prepares, which then finds nothing left."""

    def meanwhile() -> None:
        ask(owner_id)
        if step == "prepare":
            refuses()

    assert ask(owner_id, prepare=meanwhile, make=refuses).replayed


def test_a_refusal_of_the_first_call_stays_one(owner_id: UUID) -> None:
    with pytest.raises(InsufficientCredits):
        ask(owner_id, prepare=refuses)
