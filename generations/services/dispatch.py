"""Give free slots to the next jobs in turn.

Choosing is one short transaction on the locked account row: count what holds a
slot, take the next lane's oldest job, move it to `submitting`, charge the lane. So
the cap holds whoever else dispatches at the same moment.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from generations import wiring
from generations.models import (
    Cause,
    GatewayAccount,
    Generation,
    Lane,
    LeaseLost,
    State,
)

from .bells import ring_submit
from .doubts import ONE_AT_A_TIME
from .endings import fail
from .gateway_accounts import stop_without_key
from .standing import release_if_closed


def dispatch() -> int:
    """Fill every free slot; return how many jobs were sent on their way."""
    now, sent = timezone.now(), 0
    accounts = GatewayAccount.objects.sendable(now, sandbox=wiring.sandbox())
    if not Generation.objects.waiting(sandbox=wiring.sandbox()).exists():
        return 0
    for account in accounts.order_by("pk"):
        if stop_without_key(account, now):
            continue
        while _fill_one_slot(account, timezone.now()):
            sent += 1
    return sent


@transaction.atomic
def _fill_one_slot(account: GatewayAccount, now: datetime) -> bool:
    account.lock()
    if not _has_room(account, now):
        return False
    generation = _next_job(account, now)
    if generation is None:
        return False
    pace = wiring.pace()
    try:
        generation.move(
            State.SUBMITTING,
            account=account,
            next_action_at=now + timedelta(seconds=pace.bell_lease),
            submitted_at=now,
            tries=0,
        )
    except LeaseLost:
        return True
    generation.lane.take_turn(generation.cost)
    if account.breaker_is_open:
        account.take_probe(now, timedelta(seconds=wiring.breaker_probe()))
    claim = (generation.pk, generation.lease_token)
    transaction.on_commit(lambda: ring_submit(claim))
    return True


def _has_room(account: GatewayAccount, now: datetime) -> bool:
    """Look again under the lock: others may have filled, paused or opened it."""
    if not GatewayAccount.objects.sendable(now, sandbox=account.sandbox).filter(
        pk=account.pk
    ):
        return False
    used = Generation.objects.holding_slot(account).count()
    return used < account.limit


def _next_job(account: GatewayAccount, now: datetime) -> Generation | None:
    """Return the oldest ready job of the first lane in turn that has one.

    What is bound to another account stays where it is, and lets others pass.
    """
    for lane in Lane.objects.eligible(sandbox=account.sandbox):
        ready = lane.jobs.ready_for(account, now, one_at_a_time=ONE_AT_A_TIME)
        jobs = ready.order_by("id")
        for generation in jobs.select_related("lane")[:20]:
            if _still_possible(generation, account, now):
                return generation
    return None


def _still_possible(
    generation: Generation, account: GatewayAccount, now: datetime
) -> bool:
    """Release a job that became impossible while it waited, without any call."""
    with suppress(LeaseLost):  # cancelled meanwhile
        if release_if_closed(generation):
            return False
        models = account.models.filter(model=generation.model)
        closed = models.filter(closed_until__gt=now).first()
        if closed is None:
            return True
        text, cause = closed.closed_reason, Cause.ACCOUNT
        fail(generation, code="model_closed", text=text, cause=cause)
    return False
