"""What only one account can do waits for that one, and lets everything else pass."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from generations import wiring
from generations.models import GatewayAccount, Generation, State
from generations.services.dispatch import dispatch
from generations.services.forecast import places
from generations.services.holdups import PARENTS_STOPPED

from .studio import Engine, ask


@pytest.fixture
def accounts(
    start_engine: Callable[..., Engine],
) -> tuple[GatewayAccount, GatewayAccount]:
    """Two accounts with two slots each, whose jobs are chosen and never sent."""
    engine = start_engine(concurrency=2)
    engine.lost = lambda job: True
    first = GatewayAccount.objects.get()
    second = GatewayAccount.objects.create(
        name="second", source="admin", sandbox=True, base_url=first.base_url,
        endpoint_path="other", concurrency=2, learned_limit=2,
        key_sealed=wiring.sealed("second"),
    )  # fmt: skip
    return first, second


def bind(job: Generation, account: GatewayAccount) -> Generation:
    Generation.objects.filter(pk=job.pk).update(bound_to=account)
    return job


def stop(account: GatewayAccount) -> None:
    account.open_breaker(
        code="401",
        text="Refused",
        now=timezone.now(),
        probe_after=timedelta(hours=1),
    )


def chosen(job: Generation) -> str | None:
    job.refresh_from_db()
    return job.account.name if job.account else None


def test_a_bound_job_goes_to_its_account_though_another_has_room(
    accounts: Any, alice: Any
) -> None:
    job = bind(ask(alice), accounts[1])
    dispatch()
    assert chosen(job) == "second"


def test_a_stopped_account_strands_only_what_is_bound_to_it(
    accounts: Any, alice: Any
) -> None:
    stranded, free = bind(ask(alice), accounts[1]), ask(alice)
    stop(accounts[1])
    dispatch()
    assert (chosen(stranded), stranded.state) == (None, State.QUEUED)
    assert chosen(free) is not None


def test_its_owner_is_told_why_and_no_time(accounts: Any, alice: Any) -> None:
    stranded, free = bind(ask(alice), accounts[1]), ask(alice)
    stop(accounts[1])
    found = places()
    assert found[stranded.pk].holdup == PARENTS_STOPPED
    assert found[stranded.pk].starts is None
    assert found[free.pk].starts is not None


def test_a_bound_job_is_foreseen_on_its_own_accounts_slots(
    accounts: Any, alice: Any
) -> None:
    for _ in range(2):
        bind(ask(alice), accounts[1])
    dispatch()
    bound, free = bind(ask(alice), accounts[1]), ask(alice)
    found = places()
    assert found[free.pk].holdup.code == "next"
    assert found[bound.pk].holdup.code == "waiting_for_slot"
    assert found[bound.pk].starts[1] > found[free.pk].starts[1]


def test_once_its_account_is_back_it_is_sent(accounts: Any, alice: Any) -> None:
    job = bind(ask(alice), accounts[1])
    stop(accounts[1])
    dispatch()
    accounts[1].close_breaker()
    dispatch()
    assert chosen(job) == "second"
