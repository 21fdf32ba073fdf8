"""kill -9 of any one process under load: nothing is lost, nothing bought twice."""

from __future__ import annotations

import os
import signal
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from http.client import HTTPException
from typing import Any

import pytest

from generations.queue import Cluster
from generations.sandbox import Remote
from tests.studio.proc import children
from tests.studio.running import Staff, Studio, eventually

from .caller import Caller

pytestmark = [pytest.mark.slow, pytest.mark.embedded, pytest.mark.timeout(300)]
GOES_ON = 10.0

STAFF: dict[str, Callable[[Staff], int]] = {
    "parent": lambda staff: staff.parent,
    "sentinel": lambda staff: staff.sentinel,
    "pusher": lambda staff: staff.pusher,
    "monitor": lambda staff: staff.monitor,
    "lock holder": lambda staff: staff.holder,
    "waiting worker": lambda staff: staff.others[0],
}


def of_cluster(cluster: Cluster, victim: str) -> Callable[[Studio], int]:
    def find(studio: Studio) -> int:
        studio.wait_calm()
        return STAFF[victim](Staff(studio.leash(cluster)))

    return find


def of_role(role: str, depth: int) -> Callable[[Studio], int]:
    def find(studio: Studio) -> int:
        pid = studio.leash(role)
        for _ in range(depth):
            pid = children(pid)[0]
        return pid

    return find


VICTIMS: dict[str, Callable[[Studio], int]] = {
    **{f"{c} {v}": of_cluster(c, v) for c in Cluster for v in STAFF},
    "web arbiter": of_role("web", 1),
    "web worker": of_role("web", 2),
    "pacemaker": of_role("pacemaker", 1),
    "sandbox": of_role("sandbox", 1),
}


def newest_change(caller: Caller) -> str:
    """Return the cursor of the newest change: it moves when anything moves on."""
    cursor, more = "", True
    while more:
        page = caller.call("GET", f"changes/?page_size=200&since={cursor}")
        cursor, more = page["cursor"], page["more"]
    return str(cursor)


def one_more(caller: Caller, made: list[str]) -> bool:
    """Ask for another clip; the web may be the process that was killed."""
    with suppress(OSError, HTTPException):
        caller.create()
        made.append(newest_change(caller))
    return bool(made)


def kill(studio: Studio, name: str) -> bool:
    """Kill one process; False while it is not there, being replaced itself."""
    with suppress(LookupError, ProcessLookupError):
        pid = VICTIMS[name](studio)
        os.kill(pid, signal.SIGKILL)
        return True
    return False


def kill_under_load(studio: Studio, caller: Caller, name: str) -> None:
    """Kill one process, and see that a clip asked for after it gets on its way."""
    caller.create(prompt=f"while the {name} dies")
    eventually(lambda: kill(studio, name), 30, f"the {name}")
    killed, seen = time.monotonic(), []
    eventually(lambda: one_more(caller, seen), GOES_ON, f"a web without the {name}")
    eventually(
        lambda: newest_change(caller) != seen[0],
        killed + GOES_ON - time.monotonic(),
        f"work without the {name}",
    )


@pytest.fixture(scope="module")
def ended(studio: Studio) -> tuple[Caller, list[dict[str, Any]]]:
    """Kill each kind of process once under load; return what became of the jobs."""
    caller = Caller(studio, "killer@example.com")
    for name in VICTIMS:
        kill_under_load(studio, caller, name)
    active = "generations/?active=true&page_size=200"
    eventually(lambda: not caller.call("GET", active)["results"], 120, "every end")
    return caller, caller.call("GET", "generations/?page_size=200")["results"]


def test_nothing_is_lost(ended: tuple[Caller, list[dict[str, Any]]]) -> None:
    _, jobs = ended
    states = Counter(job["state"] for job in jobs)
    assert states == {"succeeded": 2 * len(VICTIMS)}


def test_nothing_is_bought_twice(
    studio: Studio, ended: tuple[Caller, list[dict[str, Any]]]
) -> None:
    creates = Remote(f"http://127.0.0.1:{studio.port + 700}").ledger()["creates"]
    bought = Counter(
        c["external_task_id"] for c in creates if c["outcome"] == "accepted"
    )
    assert set(bought.values()) == {1}
    assert len(bought) == len(ended[1])


def test_every_clip_plays(ended: tuple[Caller, list[dict[str, Any]]]) -> None:
    caller, jobs = ended
    for job in jobs:
        [video] = job["videos"]
        status, content = caller.file(video["file"])
        assert (status, len(content)) == (200, video["size"])


def test_no_process_is_left_over(
    studio: Studio, ended: tuple[Caller, list[dict[str, Any]]]
) -> None:
    family, started = studio.family(), time.monotonic()
    studio.process.terminate()
    studio.wait_ended(within=20)
    assert family
    assert time.monotonic() - started < 20
