"""The pacemaker's loop: beats, pulses, and going on whatever fails."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from django.db import OperationalError

from generations.queue import Cluster
from generations.queue.marks import STOPPING, RunDirectory
from generations.workers import pacemaker
from generations.workers.pacemaker import Clockwork, Pulse


class Queue:
    """Stands for the broker: rung bells wait until somebody takes them."""

    def __init__(self) -> None:
        self.bells = 0
        self.rung = 0

    def ring(self, cluster: Cluster, job: str) -> None:
        self.bells += 1
        self.rung += 1

    def waiting(self, cluster: Cluster) -> int:
        return self.bells


class Beats:
    """Counts the beats, wants the next one in a minute, fails the first if told so."""

    def __init__(self, *failures: Exception) -> None:
        self.failures = list(failures)
        self.count = 0

    def __call__(self) -> float:
        self.count += 1
        if self.failures:
            raise self.failures.pop()
        return 60.0


@pytest.fixture
def queue(monkeypatch: pytest.MonkeyPatch) -> Queue:
    queue = Queue()
    monkeypatch.setattr(pacemaker, "ring", queue.ring)
    monkeypatch.setattr(pacemaker, "waiting", queue.waiting)
    return queue


@pytest.fixture
def marks(tmp_path: Path) -> RunDirectory:
    marks = RunDirectory(tmp_path)
    marks.create()
    return marks


@pytest.fixture
def pulse(queue: Queue, marks: RunDirectory, monkeypatch: pytest.MonkeyPatch) -> Pulse:
    monkeypatch.setattr(pacemaker, "CALM", 0.0)
    monkeypatch.setattr(pacemaker, "ANXIOUS", 0.0)
    return Pulse(Cluster.POLL, marks)


def test_bells_count_as_waiting_from_the_first_look_that_found_some(
    pulse: Pulse, marks: RunDirectory
) -> None:
    pulse.feel()
    assert not marks.has("waiting.poll")
    pulse.feel()
    since = marks.at("waiting.poll")
    pulse.feel()
    assert marks.at("waiting.poll") == since
    assert marks.at("looked.poll") > since


def test_bells_that_were_taken_no_longer_count(
    pulse: Pulse, queue: Queue, marks: RunDirectory
) -> None:
    pulse.feel()
    pulse.feel()
    queue.bells = 0
    pulse.feel()
    assert not marks.has("waiting.poll")


def test_no_more_pulses_than_prove_something_are_left_waiting(
    pulse: Pulse, queue: Queue
) -> None:
    for _ in range(20):
        pulse.feel()
    assert queue.bells == pacemaker.ENOUGH


def test_a_cluster_that_just_took_a_bell_is_left_alone(
    queue: Queue, marks: RunDirectory
) -> None:
    marks.mark("alive.poll")
    Pulse(Cluster.POLL, marks).feel()
    assert queue.rung == 0


def test_an_unanswered_pulse_is_repeated_sooner(
    queue: Queue, marks: RunDirectory, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    pulse = Pulse(Cluster.POLL, marks)
    for now[0] in (100.0, 100.3, 100.5):
        pulse.feel()
    assert queue.rung == 2
    marks.mark("alive.poll", 100.6)
    for now[0] in (101.1, 101.7):
        pulse.feel()
    assert queue.rung == 3


@pytest.mark.django_db
def test_an_error_of_the_database_is_logged_and_waited_out(
    marks: RunDirectory, caplog: pytest.LogCaptureFixture
) -> None:
    beats = Beats(OperationalError("database is locked"))
    clockwork = Clockwork(beats, marks, clusters=[])
    clockwork.turn()
    clockwork.turn()
    assert beats.count == 1
    assert "database is locked" in caplog.text
    deadline = time.monotonic() + 5
    while beats.count < 2 and time.monotonic() < deadline:
        clockwork.turn()
    assert beats.count == 2


@pytest.mark.django_db
def test_a_beat_says_when_it_is_wanted_next(marks: RunDirectory) -> None:
    beats = Beats()
    clockwork = Clockwork(beats, marks, clusters=[])
    clockwork.turn()
    clockwork.turn()
    assert beats.count == 1


def test_nothing_is_claimed_or_rung_while_the_studio_stops(
    queue: Queue, marks: RunDirectory
) -> None:
    beats = Beats()
    marks.mark(STOPPING)
    Clockwork(beats, marks).turn()
    assert (beats.count, queue.rung) == (0, 0)


@pytest.mark.django_db
def test_it_runs_until_it_is_told_to_stop(marks: RunDirectory) -> None:
    def beat() -> float:
        clockwork.stop()
        return 0.0

    clockwork = Clockwork(beat, marks, clusters=[])
    clockwork.run()
    assert marks.has("alive.pacemaker")
