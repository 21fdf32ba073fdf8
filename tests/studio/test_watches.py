"""When a child is restarted although its process is there."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
import time_machine

from generations.queue import Cluster
from generations.queue.marks import RunDirectory
from generations.workers.watches import ClusterWatch, PacemakerWatch

MINE = os.getpgrp()
WORKERS = 2


class Scene:
    """The marks of one cluster, set to so many seconds ago."""

    def __init__(self, path: Path) -> None:
        self.marks = RunDirectory(path)
        self.marks.create()
        self.watch = ClusterWatch(Cluster.SUBMIT, WORKERS, self.marks)
        self.began = time.monotonic() - 1000

    def set(self, **ago: float) -> None:
        for name, seconds in ago.items():
            self.marks.mark(f"{name}.submit", time.monotonic() - seconds)

    def hand(self, pid: int, seconds: float) -> None:
        self.marks.mark(f"steps/submit.{pid}", time.monotonic() + seconds)

    def verdict(self, started: float | None = None) -> str:
        return self.watch.verdict(MINE, self.began if started is None else started)


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    scene = Scene(tmp_path)
    scene.set(up=900, alive=6, heard=6, looked=0.1, waiting=2)
    return scene


def test_bells_that_wait_for_silent_workers_mean_a_frozen_cluster(scene: Scene) -> None:
    assert scene.verdict() == "takes no bells"


def test_a_cluster_that_took_a_bell_lately_is_well(scene: Scene) -> None:
    scene.set(alive=1, heard=1)
    assert scene.verdict() == ""


def test_silence_without_waiting_bells_is_rest(scene: Scene) -> None:
    scene.marks.clear("waiting.submit")
    assert scene.verdict() == ""


def test_bells_seen_waiting_only_once_may_just_have_come(scene: Scene) -> None:
    moment = time.monotonic() - 0.1
    scene.marks.mark("looked.submit", moment)
    scene.marks.mark("waiting.submit", moment)
    assert scene.verdict() == ""


def test_an_old_look_at_the_queue_proves_nothing(scene: Scene) -> None:
    scene.set(looked=30, waiting=60)
    assert scene.verdict() == ""


def test_workers_that_all_have_a_step_in_hand_are_busy(scene: Scene) -> None:
    child = os.fork()
    if not child:
        time.sleep(30)
        os._exit(0)
    try:
        scene.hand(os.getpid(), 30)
        scene.hand(child, 30)
        assert scene.verdict() == ""
    finally:
        os.kill(child, 9)
        os.waitpid(child, 0)


def test_one_busy_worker_does_not_excuse_the_other(scene: Scene) -> None:
    scene.hand(os.getpid(), 30)
    assert scene.verdict() == "takes no bells"


def test_a_step_past_its_deadline_is_no_excuse(scene: Scene) -> None:
    scene.watch = ClusterWatch(Cluster.SUBMIT, 1, scene.marks)
    scene.hand(os.getpid(), 5)
    assert scene.verdict() == ""
    scene.hand(os.getpid(), -1)
    assert scene.verdict() == "takes no bells"


def test_the_step_of_a_dead_worker_is_no_excuse(scene: Scene) -> None:
    scene.watch = ClusterWatch(Cluster.SUBMIT, 1, scene.marks)
    scene.hand(2**22 + 1, 30)
    assert scene.watch.at_work(MINE) == 0
    assert scene.verdict() == "takes no bells"


def test_the_step_of_another_cluster_s_group_does_not_count(scene: Scene) -> None:
    scene.hand(1, 30)
    assert scene.watch.at_work(MINE) == 0


def test_a_cluster_that_starts_is_given_time(scene: Scene) -> None:
    scene.set(up=60, alive=60, heard=60)
    assert scene.verdict(started=time.monotonic() - 5) == ""
    assert scene.verdict(started=time.monotonic() - 21) == "does not come up"


def test_a_cluster_that_came_up_but_never_took_a_bell_is_frozen(scene: Scene) -> None:
    scene.set(up=4, alive=60, heard=60)
    assert scene.verdict(started=time.monotonic() - 7) == "takes no bells"


def test_results_that_nobody_collects_end_a_cluster_at_rest(scene: Scene) -> None:
    scene.set(alive=0.5, heard=8)
    assert scene.verdict() == "no longer collects results"
    scene.hand(os.getpid(), 30)
    assert scene.verdict() == ""


def test_a_fault_is_acted_on_when_it_lasts(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generations.workers.watches.CERTAIN", 0.05)
    assert scene.watch.fault(MINE, scene.began) == ""
    time.sleep(0.06)
    assert scene.watch.fault(MINE, scene.began) == "takes no bells"


def test_a_fault_that_passes_is_forgotten(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generations.workers.watches.CERTAIN", 0.0)
    scene.set(alive=0, heard=0)
    assert scene.watch.fault(MINE, scene.began) == ""


def test_a_jump_of_the_wall_clock_makes_nothing_look_dead(scene: Scene) -> None:
    scene.set(alive=1, heard=1)
    with time_machine.travel(time.time() + 86_400):
        assert scene.verdict() == ""


def test_a_pacemaker_that_stands_still_is_found(tmp_path: Path) -> None:
    marks = RunDirectory(tmp_path)
    watch = PacemakerWatch(marks)
    started = time.monotonic() - 300
    marks.mark("alive.pacemaker", time.monotonic() - 59)
    assert watch.verdict(MINE, started) == ""
    marks.mark("alive.pacemaker", time.monotonic() - 61)
    assert watch.verdict(MINE, started) == "stands still"
