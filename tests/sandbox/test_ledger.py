"""The ledger is the oracle: every create, before its answer, for good."""

from __future__ import annotations

import hashlib
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generations.sandbox.ledger import Ledger, LedgerInUse

from .caller import Caller, Clock, until

CHILD = """
import sys
from pathlib import Path
from generations.sandbox import serve
serve(Path(sys.argv[1]), port=int(sys.argv[2]), pace=0.01)
"""


def test_every_create_is_written_down_accepted_or_not(caller: Caller):
    caller.create(external_task_id="ours-1")
    caller.create(mode="worst")
    caller.post(b"{")
    Caller(caller.url, key=None).create()
    lines = caller.control.ledger()["creates"]
    assert [(line["outcome"], line["code"]) for line in lines] == [
        ("accepted", 0),
        ("refused", 1201),
        ("refused", 1200),
        ("refused", 1001),
    ]
    first = lines[0]
    assert first["external_task_id"] == "ours-1"
    assert first["endpoint"] == "ep-1"
    assert first["live"] == 1
    assert lines[2]["body_sha256"] == hashlib.sha256(b"{").hexdigest()


def test_the_key_is_nowhere_in_the_ledger(caller: Caller, tmp_path: Path):
    secret = Caller(caller.url, key="sk-very-secret")
    secret.create()
    assert b"sk-very-secret" not in (tmp_path / "ledger.jsonl").read_bytes()
    assert len(caller.control.ledger()["creates"][0]["key"]) == 12


def test_a_restart_knows_every_task(
    open_sandbox: Callable[..., Caller], tmp_path: Path, clock: Clock
):
    first = open_sandbox(folder=tmp_path / "a", clock=clock)
    task_id = first.create(external_task_id="ours-1").data["task_id"]
    first.create()
    before = first.control.ledger()
    shutil.copytree(tmp_path / "a", tmp_path / "b")
    second = open_sandbox(folder=tmp_path / "b", clock=clock)
    assert second.control.ledger() == before
    assert second.query("ours-1").data["task_info"]["task_id"] == task_id
    assert second.control.stats()["live"] == 2


def test_a_torn_last_line_is_forgotten(tmp_path: Path):
    ledger = Ledger(tmp_path)
    ledger.append({"event": "create", "at": 5})
    ledger.close()
    with ledger.path.open("ab") as file:
        file.write(b'{"event": "crea')
    ledger = Ledger(tmp_path)
    ledger.keep(0)
    ledger.append({"event": "create", "at": 6})
    assert [event["at"] for event in ledger.events()] == [5, 6]
    ledger.close()


def test_what_is_older_than_thirty_days_is_dropped_at_the_start(
    open_sandbox: Callable[..., Caller], tmp_path: Path, clock: Clock
):
    folder = tmp_path / "a"
    open_sandbox(folder=folder, clock=clock).create()
    clock.pass_(31 * 86400)
    with pytest.raises(LedgerInUse):
        open_sandbox(folder=folder)
    copy = tmp_path / "b"
    shutil.copytree(folder, copy)
    later = open_sandbox(folder=copy, clock=clock)
    assert later.control.ledger()["creates"] == []
    assert list((copy / "films").iterdir()) == []


@pytest.fixture
def killable(tmp_path: Path):
    """Return a function that starts a sandbox in a process of its own."""
    started: list[subprocess.Popen] = []

    def start(port: int = 0) -> tuple[subprocess.Popen, Caller]:
        child = subprocess.Popen(
            [sys.executable, "-c", CHILD, str(tmp_path), str(port)],
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(child)
        line = child.stdout.readline()
        return child, Caller(line.split()[-1].removesuffix("/v1/ai"))

    yield start
    for child in started:
        child.kill()
        child.communicate()


@pytest.mark.slow
def test_a_killed_sandbox_goes_on_where_it_was(killable):
    child, caller = killable()
    task_id = caller.create(mode="std").data["task_id"]
    child.kill()
    child.wait()
    _, caller = killable()
    done = until(lambda: videos(caller, task_id), 30)
    film = caller.file(done[0]["url"]).body
    seen = caller.control.ledger()["tasks"][task_id]
    assert hashlib.sha256(film).hexdigest() == seen["sha256"]


@pytest.mark.slow
def test_sigterm_ends_it_cleanly(killable):
    child, caller = killable()
    caller.control.faults({"fault": "hang"})
    waiting = caller.in_background(caller.create)
    until(lambda: caller.control.ledger()["creates"])
    child.send_signal(signal.SIGTERM)
    assert child.wait(10) == 0
    waiting.join()


def videos(caller: Caller, task_id: str) -> Any:
    return caller.query(task_id).data["task_result"]["videos"]
