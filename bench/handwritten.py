"""The yardstick of accepting: one view, by hand, that does the same writes.

It believes what it is sent, knows one price and one wait, and forecasts nothing: what
is left is the rows that an accepted generation comes with, in one transaction.
"""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from generations.models import (
    Change,
    Event,
    Feed,
    Generation,
    Lane,
    LedgerEntry,
    Wallet,
    uuid7,
)

PRICE, SECONDS = Decimal("1.50"), 40.0


@csrf_exempt
@login_not_required
def create(request: HttpRequest) -> JsonResponse:
    """Accept a generation; the answer is its most important fields."""
    secret = request.headers["Authorization"].removeprefix("Bearer ")
    user, _ = get_user_model().objects.by_token(secret)
    made = _write(user, json.loads(request.body))
    return JsonResponse(
        {
            "id": str(made.pk),
            "state": made.state,
            "request": made.request,
            "created_at": made.created_at,
            "credits": made.credits,
        },
        status=201,
    )


@transaction.atomic
def _write(user: Any, body: dict[str, Any]) -> Generation:
    now, pk = timezone.now(), uuid7()
    lane, _ = Lane.objects.get_or_create(owner=user, sandbox=True)
    Lane.objects.filter(pk=lane.pk).update(waiting=F("waiting") + 1)
    made = Generation.objects.create(
        id=pk,
        owner=user,
        sandbox=True,
        kind=body["kind"],
        model=body["model"],
        mode=body["mode"],
        duration=body["duration"],
        prompt=body["prompt"],
        request=body,
        credits=PRICE,
        lane=lane,
        cost=SECONDS,
        expected_p50=SECONDS,
        expected_p90=2 * SECONDS,
        own_id=f"bench-{pk.hex}",
        created_at=now,
        updated_at=now,
    )
    _hold(user, made)
    Event.objects.create(generation=made, at=now, name="accepted", to_state="queued")
    _tell(user, made)
    return made


def _hold(user: Any, made: Generation) -> None:
    wallet = Wallet.objects.get(owner=user, sandbox=True)
    covered = Wallet.objects.filter(pk=wallet.pk, balance__gte=F("held") + PRICE)
    if not covered.update(held=F("held") + PRICE):
        raise ValueError("The wallet is empty.")
    LedgerEntry.objects.create(
        wallet=wallet, kind="hold", amount=PRICE, generation=made
    )


def _tell(user: Any, made: Generation) -> None:
    feed = Feed.objects.filter(user=user)
    if not feed.update(last=F("last") + 1):
        Feed.objects.create(user=user, last=1)
    Change.objects.create(
        user=user,
        seq=feed.values_list("last", flat=True).get(),
        type="generation",
        object_id=made.pk,
        at=made.created_at,
    )
