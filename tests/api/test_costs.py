"""A page costs three queries at most, whatever its size and however deep it lies,
and a fraction of what Django REST framework's own serializers would take."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.renderers import JSONRenderer

from generations import wiring
from generations.api.addresses import MediaAddresses
from generations.api.answers import answer
from generations.api.lookups import video_shapes
from generations.models import (
    GatewayAccount,
    Generation,
    IdempotencyKey,
    State,
    Video,
    tables_in_force,
)

from .caller import BODY, Caller, clip_columns, finished
from .stock import StockVideoSerializer

SIGN_IN = 1
"""Queries that authentication takes: the token with its person."""


@pytest.fixture(autouse=True)
def _tables_looked_at(studio: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out the look for a new edition: it comes once a second, not per call."""
    monkeypatch.setattr(tables_in_force, "LOOK_EVERY", 3600.0)
    wiring.table()


def queries_of(call: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as caught:
        assert call().status_code < 300
    return len(caught)


def fill(alice: Caller, count: int) -> None:
    """Give a person many finished clips, cheaply."""
    generation = finished(alice.id)
    columns = clip_columns(generation) | {
        "posters": [[640, "webp"]],
        "preview": "p.mp4",
    }
    Video.objects.bulk_create(
        Video(**columns | {"upstream_id": str(n), "title": f"Clip {n}"})
        for n in range(count)
    )


@pytest.mark.parametrize("size", [1, 24, 200])
def test_a_page_of_clips_is_one_query(alice: Caller, size: int):
    fill(alice, 210)
    alice.get("me/")
    path = f"videos/?page_size={size}&search=clip&order=-size"
    assert queries_of(lambda: alice.get(path)) == SIGN_IN + 1
    deep = alice.get(path).json()["next"]
    assert queries_of(lambda: alice.get(deep)) == SIGN_IN + 1


@pytest.mark.parametrize("size", [1, 10, 200])
def test_a_page_of_generations_is_three_queries_with_the_line(
    alice: Caller, bob: Caller, size: int
):
    account = GatewayAccount.objects.get()
    for _ in range(4):
        alice.keep_clip(pictures=False)
        alice.ask()
        bob.ask()
    running = alice.ask()
    Generation.objects.filter(pk=running.pk).update(
        state=State.RUNNING, account=account
    )
    GatewayAccount.objects.create(
        name="Second", source="admin", sandbox=True, base_url="http://x", concurrency=1
    )
    alice.get("me/")
    path = f"generations/?page_size={size}"
    assert queries_of(lambda: alice.get(path)) == SIGN_IN + 3
    assert queries_of(lambda: alice.get(f"{path}&state=succeeded")) == SIGN_IN + 1


def test_a_page_of_changes_does_not_grow_with_its_size(alice: Caller):
    for _ in range(3):
        alice.keep_clip(pictures=False)
        alice.ask()
    alice.get("me/")
    small = queries_of(lambda: alice.get("changes/?page_size=3"))
    assert queries_of(lambda: alice.get("changes/?page_size=200")) <= small
    assert small <= SIGN_IN + 6


def test_a_summary_is_one_query(alice: Caller):
    fill(alice, 5)
    alice.get("me/")
    assert queries_of(lambda: alice.get("videos/summary/")) == SIGN_IN + 1


def test_a_signed_address_costs_one_query(alice: Caller):
    address = alice.get(f"videos/{alice.keep_clip().pk}/").json()["file"]
    client = type(alice.client)()
    with CaptureQueriesContext(connection) as caught:
        b"".join(client.get(address))
    assert len(caught) == 1


def test_a_replay_of_a_request_writes_nothing(alice: Caller):
    alice.post("generations/", BODY, Idempotency_Key="k")
    with CaptureQueriesContext(connection) as caught:
        alice.post("generations/", BODY, Idempotency_Key="k")
    written = [q["sql"] for q in caught if q["sql"].startswith(("INSERT", "UPDATE"))]
    assert not [sql for sql in written if "generations_" in sql]
    assert IdempotencyKey.objects.count() == 1


@pytest.mark.slow
def test_a_page_of_50_takes_two_fifths_of_a_stock_serializers_time(alice: Caller):
    fill(alice, 50)
    rows = Video.objects.visible_to(alice.user).kept().order_by("-id")[:50]
    person = get_user_model().objects.get(pk=alice.id)

    def ours() -> bytes:
        return answer(video_shapes(rows.all(), {alice.id: person.display_name})).content

    def stock() -> bytes:
        context = {"media": MediaAddresses()}
        whole = rows.all().select_related("owner")
        return JSONRenderer().render(
            StockVideoSerializer(whole, many=True, context=context).data
        )

    assert ours() == stock()
    found = ratio(ours, stock)
    assert found <= 0.4


def ratio(ours: Callable[[], bytes], stock: Callable[[], bytes]) -> float:
    """Return the median of interleaved rounds, by the processor time of each."""
    return statistics.median(spent(ours) / spent(stock) for _ in range(15))


def spent(call: Callable[[], bytes]) -> float:
    start = time.process_time()
    for _ in range(3):
        call()
    return time.process_time() - start
