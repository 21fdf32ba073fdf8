"""How a studio ends: cleanly, by force, and when its supervisor is killed."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from .running import Studio, eventually

pytestmark = [pytest.mark.slow, pytest.mark.embedded, pytest.mark.timeout(120)]

Start = Callable[..., Studio]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Return a function that starts a studio and waits until it is open."""
    started: list[Studio] = []

    def open_studio(*words: str, **variables: str) -> Studio:
        started.append(Studio(tmp_path / "data", *words, **variables))
        started[-1].wait_open()
        return started[-1]

    yield open_studio
    for studio in started:
        studio.end()


def hold_a_worker(studio: Studio, seconds: int) -> None:
    ring = "from generations.queue import Cluster, ring; ring(Cluster.SUBMIT, "
    words = f"'tests.studio.chores.hold', '{studio.data}', {seconds})"
    studio.manage("shell", "--no-imports", "-c", ring + words)
    eventually((studio.data / "began").exists, 10, "the job's begin")


def test_an_idle_studio_stops_in_seconds_and_leaves_nothing(start: Start) -> None:
    studio = start()
    studio.process.send_signal(signal.SIGINT)
    assert studio.wait_ended(8) < 8
    assert studio.process.returncode == 0
    assert list((studio.data / "run").glob("[0-9]*")) == []
    assert "Stopped." in studio.printed()


def test_a_killed_supervisor_takes_everything_with_it(start: Start) -> None:
    studio = start()
    studio.process.kill()
    assert studio.wait_ended(1) < 2


def test_a_step_in_hand_is_waited_for(start: Start) -> None:
    studio = start("--worker-only", "--no-sandbox")
    hold_a_worker(studio, seconds=5)
    studio.process.terminate()
    studio.wait_ended(12)
    assert (studio.data / "ended").exists()


def test_asked_twice_it_stops_at_once(start: Start) -> None:
    studio = start("--worker-only", "--no-sandbox")
    hold_a_worker(studio, seconds=25)
    studio.process.terminate()
    eventually(lambda: studio.marks.has("stopping"), 2, "the first request")
    studio.process.terminate()
    studio.wait_ended(3)
    assert not (studio.data / "ended").exists()


def test_a_taken_port_is_named_and_nothing_is_started(start: Start) -> None:
    first = start("--web-only")
    second = Studio(first.data, "--web-only", PORT=str(first.port))
    try:
        assert second.process.wait(20) == 1
        assert f":{first.port} can't be used" in second.printed()
    finally:
        second.end()
        first.process.terminate()
        first.wait_ended(8)


def test_a_second_studio_in_one_folder_is_refused_and_told_of_the_first(
    start: Start,
) -> None:
    first = start()
    second = Studio(first.data)
    try:
        assert second.process.wait(20) == 1
        assert f"already, on port {first.port}" in second.printed()
    finally:
        second.end()
