"""Marks: set, read, and never a reason to fail."""

from __future__ import annotations

import os
import time
from math import inf
from pathlib import Path

import pytest

from generations.queue import Cluster
from generations.queue.marks import STOPPING, RunDirectory
from generations.workers import steps


@pytest.fixture
def marks(tmp_path: Path, settings: object) -> RunDirectory:
    settings.STUDIO_RUN_DIR = tmp_path  # type: ignore[attr-defined]
    marks = RunDirectory(tmp_path)
    marks.create()
    return marks


def test_a_mark_is_on_the_clock_that_nobody_can_set(marks: RunDirectory) -> None:
    before = time.monotonic()
    marks.mark("alive.submit")
    assert before - 0.01 <= marks.at("alive.submit") <= time.monotonic()


def test_a_mark_that_was_never_set_is_long_ago(marks: RunDirectory) -> None:
    assert marks.at("alive.submit") == -inf


def test_a_run_directory_that_is_gone_disturbs_nobody(tmp_path: Path) -> None:
    marks = RunDirectory(tmp_path / "gone")
    marks.mark("alive.submit")
    marks.clear("alive.submit")
    with marks.step(Cluster.SUBMIT, 5):
        assert marks.holders(Cluster.SUBMIT) == []


def test_a_job_shows_itself_as_a_step_while_it_runs(marks: RunDirectory) -> None:
    seen = []

    @steps.job(Cluster.MEDIA, seconds=5)
    def look() -> None:
        seen.extend(marks.holders(Cluster.MEDIA))

    look()
    assert seen == [os.getpid()]
    assert marks.holders(Cluster.MEDIA) == []


def test_what_a_job_raises_ends_in_the_log(
    marks: RunDirectory, caplog: pytest.LogCaptureFixture
) -> None:
    @steps.job(Cluster.MEDIA, seconds=5)
    def fail(number: int) -> None:
        raise LookupError("nothing there")

    fail(7)
    assert "fail(7,) failed." in caplog.text
    assert "nothing there" in caplog.text
    assert marks.holders(Cluster.MEDIA) == []


def test_no_job_begins_while_the_studio_stops(marks: RunDirectory) -> None:
    ran = []

    @steps.job(Cluster.MEDIA, seconds=5)
    def note() -> None:
        ran.append(1)

    marks.mark(STOPPING)
    note()
    assert ran == []
