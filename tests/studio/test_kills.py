"""kill -9 of any one process: work goes on within ten seconds, nothing is left over."""

from __future__ import annotations

import os
import signal
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial

import pytest

from generations.queue import Cluster

from .proc import children
from .running import Staff, Studio, eventually

GOES_ON = 10.0  # seconds
pytestmark = [pytest.mark.slow, pytest.mark.embedded, pytest.mark.timeout(120)]


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    studio = Studio(tmp_path_factory.mktemp("studio") / "data")
    try:
        studio.wait_open()
        yield studio
    finally:
        studio.end()


def kill(pid: int) -> None:
    assert pid
    os.kill(pid, signal.SIGKILL)


VICTIMS: dict[str, Callable[[Staff], list[int]]] = {
    "leash": lambda staff: [staff.leash],
    "parent": lambda staff: [staff.parent],
    "sentinel": lambda staff: [staff.sentinel],
    "pusher": lambda staff: [staff.pusher],
    "monitor": lambda staff: [staff.monitor],
    "waiting worker": lambda staff: staff.others[:1],
    "lock holder": lambda staff: [staff.holder],
    "every worker": lambda staff: staff.workers,
}


@pytest.mark.parametrize("victim", VICTIMS)
def test_each_cluster_takes_bells_again(studio: Studio, victim: str) -> None:
    studio.wait_calm()
    for cluster in Cluster:
        for pid in VICTIMS[victim](studio.calm_staff(cluster)):
            kill(pid)
    killed = time.monotonic()
    for cluster in Cluster:
        eventually(
            partial(studio.took_a_bell_since, cluster, killed + 0.05),
            killed + GOES_ON - time.monotonic(),
            f"work in {cluster} without its {victim}",
        )


def test_a_cluster_without_its_monitor_is_made_whole(studio: Studio) -> None:
    """Results pile up unread otherwise, and the cluster would not stop."""
    staff = studio.calm_staff(Cluster.POLL)
    kill(staff.monitor)
    studio.wait_replaced(Cluster.POLL, staff.leash)


@pytest.mark.parametrize("depth", [0, 1, 2], ids=["leash", "arbiter", "worker"])
def test_the_web_answers_again(studio: Studio, depth: int) -> None:
    eventually(studio.answers, GOES_ON, "the web")
    pid = leash = studio.leash("web")
    for _ in range(depth):
        pid = children(pid)[0]
    kill(pid)
    if depth < 2:
        studio.wait_replaced("web", leash)
    eventually(studio.answers, GOES_ON, "the web")


@pytest.mark.parametrize("depth", [0, 1], ids=["leash", "loop"])
def test_the_pacemaker_beats_again(studio: Studio, depth: int) -> None:
    pid = studio.leash("pacemaker")
    kill(children(pid)[0] if depth else pid)
    killed = time.monotonic()
    beat = lambda: studio.marks.at("alive.pacemaker") > killed + 0.1  # noqa: E731
    eventually(beat, GOES_ON, "a beat")


@pytest.mark.parametrize("depth", [0, 1], ids=["leash", "server"])
def test_the_sandbox_answers_again(studio: Studio, depth: int) -> None:
    eventually(lambda: listens(studio.port + 700), GOES_ON, "the sandbox")
    leash = studio.leash("sandbox")
    kill(children(leash)[0] if depth else leash)
    studio.wait_replaced("sandbox", leash)
    eventually(lambda: listens(studio.port + 700), GOES_ON, "the sandbox")


def listens(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), 0.2):
        return True
    return False
