"""Slots are kept busy, never more than there are, and turns are fair."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generations.sandbox import Remote
from tests.studio.running import Studio, eventually

from .caller import Caller

pytestmark = [pytest.mark.alone, pytest.mark.slow, pytest.mark.timeout(300)]
THIRTY = 30


@pytest.fixture(scope="module")
def run(studio: Studio) -> dict[str, Any]:
    """One person asks for thirty clips, then another for one; all are made."""
    many, one = Caller(studio, "many@example.com"), Caller(studio, "one@example.com")
    gateway = Remote(f"http://127.0.0.1:{studio.port + 700}")
    for _ in range(THIRTY):
        many.create()
    queued = "generations/?state=queued&page_size=1"
    eventually(lambda: len(gateway.ledger()["creates"]) >= 6, 60, "some starts")
    before = len(gateway.ledger()["creates"])
    newcomer = one.create()
    full: list[dict[str, Any]] = []

    def all_sent() -> bool:
        full.append(gateway.stats())
        return not many.call("GET", queued)["results"]

    eventually(all_sent, 200, "every start")
    return {
        "before": before,
        "newcomer": newcomer["id"].replace("-", ""),
        "stats_while_waited_for": full[-2],
        "stats": gateway.stats(),
        "creates": gateway.ledger()["creates"],
    }


def test_the_newcomer_starts_within_four_starts(run: dict[str, Any]) -> None:
    starts = [create["external_task_id"] for create in run["creates"]]
    [place] = [n for n, own in enumerate(starts, 1) if own.endswith(run["newcomer"])]
    assert place - run["before"] <= 4


def test_the_gateway_never_sees_more_than_three(run: dict[str, Any]) -> None:
    assert run["stats"]["max_live"] == 3


def test_the_gateway_never_has_to_refuse(run: dict[str, Any]) -> None:
    assert {create["outcome"] for create in run["creates"]} == {"accepted"}


def test_slots_are_busy_while_anyone_waits(run: dict[str, Any]) -> None:
    """At a tenth of the real waits, handing a slot over weighs ten times as much.

    So this guards against getting worse; the goal of 97 % is held by the long form.
    """
    assert run["stats_while_waited_for"]["utilisation"] >= 0.9


@pytest.mark.long
@pytest.mark.timeout(1500)
def test_over_200_requests_slots_are_97_percent_busy(tmp_path: Path) -> None:
    """The whole studio at a quarter of the real waits, about twelve minutes."""
    studio = Studio(tmp_path / "data", STUDIO_PACE="0.25", GATEWAY_CONCURRENCY="3")
    try:
        studio.wait_open()
        caller = Caller(studio, "many@example.com")
        gateway = Remote(f"http://127.0.0.1:{studio.port + 700}")
        for _ in range(200):
            caller.create()
        seen: list[dict[str, Any]] = []

        def all_sent() -> bool:
            seen.append(gateway.stats())
            queued = "generations/?state=queued&page_size=1"
            return not caller.call("GET", queued)["results"]

        eventually(all_sent, 1200, "every start")
        assert seen[-2]["utilisation"] >= 0.97
        assert seen[-1]["max_live"] == 3
    finally:
        studio.end()
