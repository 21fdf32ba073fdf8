"""kill -9 of any one process under load: nothing is lost, nothing bought twice."""

from __future__ import annotations

import os
import signal
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
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
        return STAFF[victim](studio.calm_staff(cluster))

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


def one_more(caller: Caller, key: str, made: list[str]) -> bool:
    """Ask for another clip; the web may be the process that was killed."""
    with suppress(OSError, HTTPException):
        caller.create(key)
        made.append(newest_change(caller))
    return bool(made)


def kill(studio: Studio, name: str) -> bool:
    """Kill one process; False while it is not there, being replaced itself."""
    with suppress(LookupError, ProcessLookupError):
        pid = VICTIMS[name](studio)
        assert pid > 0  # 0 would mean the tests themselves
        os.kill(pid, signal.SIGKILL)
        return True
    return False


def kill_under_load(studio: Studio, caller: Caller, name: str) -> None:
    """Kill one process, and see that a clip asked for after it gets on its way."""
    caller.create(prompt=f"while the {name} dies")
    eventually(lambda: kill(studio, name), 30, f"the {name}")
    killed, seen = time.monotonic(), []
    eventually(
        lambda: one_more(caller, f"after {name}", seen),
        GOES_ON,
        f"a web without the {name}",
    )
    eventually(
        lambda: newest_change(caller) != seen[0],
        killed + GOES_ON - time.monotonic(),
        f"work without the {name}",
    )


@dataclass
class Ended:
    """What became of everything after each kind of process was killed once."""

    jobs: list[dict[str, Any]]
    creates: list[dict[str, Any]]
    files: list[tuple[int, bool]]
    stopped_in: float


@pytest.fixture(scope="module")
def ended(studio: Studio) -> Ended:
    """Kill each kind of process under load, see every job end, stop the studio."""
    caller = Caller(studio, "killer@example.com")
    for name in VICTIMS:
        kill_under_load(studio, caller, name)
    active = "generations/?active=true&page_size=200"
    eventually(lambda: not caller.call("GET", active)["results"], 120, "every end")
    jobs = caller.call("GET", "generations/?page_size=200")["results"]
    creates = Remote(f"http://127.0.0.1:{studio.port + 700}").ledger()["creates"]
    files = [plays(caller, job) for job in jobs]
    studio.process.terminate()
    return Ended(jobs, creates, files, studio.wait_ended(within=20))


def plays(caller: Caller, job: dict[str, Any]) -> tuple[int, bool]:
    """Return the status of a job's file, and whether it is all there."""
    [video] = job["videos"]
    status, content = caller.file(video["file"])
    return status, len(content) == video["size"]


def test_nothing_is_lost(ended: Ended) -> None:
    states = Counter(job["state"] for job in ended.jobs)
    assert states == {"succeeded": 2 * len(VICTIMS)}


def test_nothing_is_bought_twice(ended: Ended) -> None:
    taken = [c for c in ended.creates if c["outcome"] == "accepted"]
    bought = Counter(create["external_task_id"] for create in taken)
    assert set(bought.values()) == {1}
    assert len(bought) == len(ended.jobs)


def test_every_clip_plays(ended: Ended) -> None:
    assert set(ended.files) == {(200, True)}


def test_no_process_is_left_over(ended: Ended) -> None:
    """Waiting for the end includes that no process of the studio is left."""
    assert ended.stopped_in < 20
