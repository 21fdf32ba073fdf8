"""A task lives as at the gateway: shapes, times, slots, ends."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from generations.sandbox.order import Order
from generations.sandbox.timing import waits

from .caller import Caller, Clock, path


def order(**fields: Any) -> Order:
    terms: dict[str, Any] = {
        "model": "v1.6",
        "mode": "std",
        "seconds": 5,
        "prompt": "A fox",
    }
    return Order(family="text2video", **(terms | fields))


def test_a_create_is_answered_as_printed(caller: Caller, clock: Clock):
    reply = caller.create(external_task_id="ours-1")
    now = int(clock.now * 1000)
    assert set(reply.json) == {"code", "message", "request_id", "data"}
    assert reply.data == {
        "task_id": reply.data["task_id"],
        "task_info": {"external_task_id": "ours-1"},
        "task_status": "submitted",
        "created_at": now,
        "updated_at": now,
    }


def test_a_query_has_the_id_in_task_info_and_the_times_in_task_result(
    caller: Caller, clock: Clock
):
    task_id = caller.create(external_task_id="ours-1").data["task_id"]
    created = int(clock.now * 1000)
    clock.pass_(3600)
    by_task_id, by_own_id = caller.query(task_id).data, caller.query("ours-1").data
    assert by_task_id == by_own_id
    assert set(by_task_id) == {
        "task_status",
        "task_status_msg",
        "task_info",
        "task_result",
    }
    assert by_task_id["task_info"] == {
        "task_id": task_id,
        "external_task_id": "ours-1",
    }
    result = by_task_id["task_result"]
    assert result["created_at"] == created < result["updated_at"]
    (video,) = result["videos"]
    assert set(video) == {"id", "url", "duration"}
    assert video["duration"] == "5.041"
    assert video["url"].startswith(f"{caller.url}/files/")
    assert re.fullmatch(r".*/[\w-]{32,}\.mp4", video["url"])


def test_a_task_goes_through_its_states(caller: Caller, clock: Clock):
    task_id = caller.create().data["task_id"]
    seen = [caller.query(task_id).data["task_status"]]
    for _ in range(300):
        clock.pass_(1)
        status = caller.query(task_id).data["task_status"]
        if status != seen[-1]:
            seen.append(status)
    assert seen == ["submitted", "processing", "succeed"]


def test_a_failing_task_is_still_code_0(caller: Caller, clock: Clock):
    task_id = caller.create("A fox [fail]").data["task_id"]
    clock.pass_(10)
    reply = caller.query(task_id)
    assert (reply.code, reply.json["message"]) == (0, "SUCCEED")
    assert reply.data["task_status"] == "failed"
    assert reply.data["task_status_msg"]
    assert reply.data["task_result"]["videos"] == []


def test_tasks_beyond_the_limit_are_1303_until_one_ends(
    open_sandbox: Callable[..., Caller], clock: Clock
):
    caller = open_sandbox(clock=clock, concurrency=2)
    assert [caller.create().code for _ in range(3)] == [0, 0, 1303]
    refused = caller.create()
    assert refused.status == 429
    assert refused.json["message"] == "parallel task over resource pack limit"
    clock.pass_(600)
    assert caller.create().code == 0
    assert caller.control.ledger()["max_live"] == 2


def test_a_known_own_id_makes_a_second_task_unless_told_otherwise(
    open_sandbox: Callable[..., Caller], tmp_path
):
    caller = open_sandbox(folder=tmp_path / "a")
    first, second = (caller.create(external_task_id="ours-1") for _ in range(2))
    assert first.data["task_id"] != second.data["task_id"]
    strict = open_sandbox(folder=tmp_path / "b", refuse_duplicates=True)
    assert [strict.create(external_task_id="ours-1").code for _ in range(2)] == [
        0,
        1201,
    ]


def test_waits_are_within_the_models_range_and_follow_pace():
    lengths = [waits(order(model="v2.5-turbo"), str(n), 1).end for n in range(50)]
    assert 30_000 <= min(lengths) < max(lengths) <= 45_000
    slow, fast = waits(order(), "7", 1.0), waits(order(), "7", 0.02)
    assert abs(slow.end * 0.02 - fast.end) <= 1
    assert waits(order(), "7", 1.0) == slow
    assert waits(order(seconds=10), "7", 1).end > slow.end > slow.start


def test_the_busy_slots_are_counted(open_sandbox: Callable[..., Caller], clock: Clock):
    caller = open_sandbox(clock=clock, concurrency=2)
    caller.create("[fail]")
    caller.create()
    clock.pass_(50)
    stats = caller.control.stats()
    assert stats["live"] == 1
    assert stats["max_live"] == 2
    assert 52 <= stats["busy_slot_seconds"] <= 56
    assert stats["utilisation"] == pytest.approx(stats["busy_slot_seconds"] / 100)
    assert stats["answers"]["create"] == {"0": 2}


def test_own_ids_may_need_escaping(caller: Caller):
    assert caller.create(external_task_id="été 1").code == 0
    assert caller.query("%C3%A9t%C3%A9%201").code == 0


def test_after_thirty_days_a_task_is_gone(caller: Caller, clock: Clock):
    task_id = caller.create().data["task_id"]
    clock.pass_(3600)
    url = caller.query(task_id).data["task_result"]["videos"][0]["url"]
    clock.pass_(29 * 86400)
    assert caller.file(url).status == 200
    clock.pass_(86400)
    assert caller.file(url).status == 403
    assert caller.call("GET", path(task_id)).code == 1203
