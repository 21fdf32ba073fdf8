"""When an account is sent nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from generations.models import GatewayAccount

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("minutes", [(5, 1), (1, 5)])
def test_the_longest_pause_that_was_asked_for_stands(minutes: tuple[int, int]) -> None:
    account = GatewayAccount.objects.create(name="One", sandbox=True)
    now = timezone.now()
    for one in minutes:
        account.pause(now + timedelta(minutes=one))
    account.refresh_from_db()
    assert account.paused_until == now + timedelta(minutes=5)


def test_only_creates_put_off_the_next_probe() -> None:
    """Looks at running tasks are refused all the time while the key is."""
    account = GatewayAccount.objects.create(name="One", sandbox=True)
    now, minute = timezone.now(), timedelta(minutes=1)
    for seconds in range(0, 60, 4):
        at = now + timedelta(seconds=seconds)
        account.open_breaker(code="401", text="no", now=at, probe_after=minute)
    account.refresh_from_db()
    assert account.breaker_probe_at == now + minute
    account.take_probe(now + minute, minute)
    account.refresh_from_db()
    assert account.breaker_probe_at == now + 2 * minute


def test_a_refusal_for_want_of_slots_ends_no_longer_pause() -> None:
    account = GatewayAccount.objects.create(name="One", sandbox=True)
    now = timezone.now()
    account.pause(now + timedelta(minutes=5))
    account.learn_busy(2, timedelta(seconds=1), now)
    account.refresh_from_db()
    assert account.paused_until == now + timedelta(minutes=5)
    assert account.learned_limit == 2
