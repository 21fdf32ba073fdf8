from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth import get_user_model

from generations.models import Generation, Lane, Wallet, uuid7


@pytest.fixture
def alice(db: None) -> Any:
    return get_user_model().objects.create_user("alice@example.com", "secret")


@pytest.fixture
def wallet(alice: Any) -> Wallet:
    found = Wallet.objects.of(alice.pk, sandbox=True)
    found.adjust(Decimal(10), reason="for the test", actor="test")
    return found


@pytest.fixture
def queued(alice: Any, wallet: Wallet) -> Generation:
    """A generation that waits, its price held."""
    pk = uuid7()
    lane = Lane.objects.of(alice.pk, sandbox=True)
    generation = Generation.objects.create(
        pk=pk,
        own_id=f"test-{pk.hex}",
        owner=alice,
        sandbox=True,
        kind="text2video",
        model="v2.6",
        request={},
        credits=Decimal("2.50"),
        lane=lane,
        cost=60,
        expected_p50=60,
        expected_p90=90,
    )
    lane.enter()
    wallet.hold({pk: generation.credits})
    return generation
