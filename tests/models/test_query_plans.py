"""What the engine asks at every beat, and every page of the gallery, reads an index.

Without one, a year of history would be read through each time. SQLite takes a partial
index only where the query repeats its condition, which is easily lost in a change.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from generations.models import (
    Asset,
    GatewayAccount,
    Generation,
    Lane,
    State,
    Video,
    in_slot,
    uuid7,
)

pytestmark = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="the plans are SQLite's"
)

NOW = timezone.now()


def plan(rows: QuerySet[Any]) -> list[str]:
    """Return the steps that SQLite takes for a query."""
    sql, params = rows.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
        return [str(step[-1]) for step in cursor.fetchall()]


def due(state: State) -> QuerySet[Any]:
    return Generation.objects.due(state, NOW, sandbox=True)


QUERIES: dict[str, tuple[str, Callable[[Any], QuerySet[Any]]]] = {
    "the next lane": (
        "lanes_in_turn",
        lambda alice: Lane.objects.eligible(sandbox=True)[:1],
    ),
    "a lane's oldest jobs": (
        "lane_order",
        lambda alice: Generation.objects.filter(lane_id=1, state=State.QUEUED).order_by(
            "id"
        )[:20],
    ),
    "a lane's oldest jobs that one account may have": (
        "lane_order",
        lambda alice: (
            Generation.objects.filter(lane_id=1)
            .ready_for(GatewayAccount(pk=1), NOW, one_at_a_time=("video_extend",))
            .order_by("id")[:20]
        ),
    ),
    "whether anyone waits": (
        "lane_order",
        lambda alice: Generation.objects.waiting(sandbox=True).order_by()[:1],
    ),
    "the whole line": (
        "lane_order",
        lambda alice: Generation.objects.waiting(sandbox=True).order_by("lane", "id"),
    ),
    "slots in use": (
        "slots_in_use",
        lambda alice: Generation.objects.holding_slot(GatewayAccount(pk=1)).order_by(),
    ),
    "slots in use by a lane": (
        "slots_of_lanes",
        lambda alice: Generation.objects.filter(in_slot(), lane_id=1).order_by(),
    ),
    "the row of a task": (
        "one_row_per_task",
        lambda alice: Generation.objects.of_task(
            GatewayAccount(pk=1), "text2video", "1"
        ).order_by(),
    ),
    "due looks": ("due_steps", lambda alice: due(State.RUNNING)[:1000]),
    "due saves": ("due_steps", lambda alice: due(State.SAVING)[:50]),
    "steps in hand": (
        "held",
        lambda alice: Generation.objects.held().filter(holder__startswith="a/"),
    ),
    "due pictures": ("videos_to_illustrate", lambda alice: to_illustrate()),
    "a page of clips": (
        "gallery",
        lambda alice: Video.objects.visible_to(alice).kept().order_by("-id")[:50],
    ),
    "a deep page of clips": (
        "gallery",
        lambda alice: (
            Video.objects.visible_to(alice)
            .kept()
            .filter(id__lt=alice.pk)
            .order_by("-id")[:50]
        ),
    ),
    "a page of generations": (
        "own_newest_first",
        lambda alice: Generation.objects.visible_to(alice).order_by("-id")[:50],
    ),
    "a page of uploads": (
        "uploads",
        lambda alice: Asset.objects.visible_to(alice).order_by("-id")[:50],
    ),
    "a page of pictures": (
        "uploads_by_purpose",
        lambda alice: (
            Asset.objects.visible_to(alice).filter(purpose="image").order_by("-id")[:50]
        ),
    ),
    "the same upload": (
        "uploads_by_content",
        lambda alice: Asset.objects.twins(
            Asset(owner_id=alice.pk, sandbox=True, purpose="image", sha256="0")
        ).order_by()[:1],
    ),
    "removed uploads": (
        "uploads_to_remove",
        lambda alice: Asset.objects.removed(NOW)[:50],
    ),
    "how long a cell takes": (
        "history_of_cells",
        lambda alice: Generation.objects.filter(
            kind="text2video",
            model="v2.6",
            mode="std",
            duration=5,
            state=State.SUCCEEDED,
        ).order_by("-slot_freed_at")[:50],
    ),
}


def to_illustrate() -> QuerySet[Any]:
    return Video.objects.to_illustrate(NOW + timedelta(seconds=1))[:50]


@pytest.mark.parametrize("name", QUERIES)
def test_it_is_read_from_its_index_in_order(alice: Any, name: str) -> None:
    index, ask = QUERIES[name]
    steps = plan(ask(alice))
    assert f" INDEX {index}" in steps[0]
    assert "USE TEMP B-TREE FOR ORDER BY" not in steps


def test_a_family_is_found_by_its_first_clip(alice: Any) -> None:
    heirs = Video.objects.visible_to(alice).family_of(uuid7()).order_by()
    assert "INDEX families" in plan(heirs)[0]
