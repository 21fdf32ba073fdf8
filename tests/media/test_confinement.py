"""The child that reads untrusted files holds no secret and no more than its limits."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from generations.media.confinement import ROOT, run_confined
from generations.media.limits import leave_network
from generations.media.unreadable import TookTooLong, Unreadable


def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Let this shell script be the interpreter that the child runs on."""
    program = tmp_path / "interpreter"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(program))


def limited(code: str, seconds: float = 5) -> subprocess.CompletedProcess[str]:
    """Run Python code after it gave up its powers."""
    prelude = f"from generations.media.limits import *; give_up_powers({seconds});"
    return subprocess.run(
        [sys.executable, "-c", prelude + code],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=20,
        check=False,
    )


def test_the_child_inherits_no_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("GATEWAY_KEY", "sk-secret")
    stand_in(
        tmp_path, monkeypatch, """printf '{"env": "%s"}' "$(env | tr '\\n' ' ')" """
    )
    assert "LANG=C.UTF-8" in run_confined("probe", seconds=5)["env"]
    assert "sk-secret" not in run_confined("probe", seconds=5)["env"]


def test_a_child_that_hangs_is_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    stand_in(tmp_path, monkeypatch, "exec sleep 60")
    began = time.monotonic()
    with pytest.raises(TookTooLong):
        run_confined("probe", seconds=0.2)
    assert time.monotonic() - began < 5


def test_a_parser_that_crashes_condemns_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    stand_in(tmp_path, monkeypatch, "kill -SEGV $$")
    with pytest.raises(Unreadable, match="crashed"):
        run_confined("probe", seconds=5)


def test_a_bug_in_the_child_is_not_blamed_on_the_file():
    with pytest.raises(RuntimeError, match="TypeError"):
        run_confined("probe", seconds=10, nonsense=True)


def test_a_full_disk_is_not_blamed_on_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    stand_in(tmp_path, monkeypatch, """printf '{"errno": 28, "strerror": "full"}'""")
    with pytest.raises(OSError, match="full") as trouble:
        run_confined("probe", seconds=5)
    assert trouble.value.errno == 28


@pytest.mark.skipif(sys.platform != "linux", reason="a Linux limit")
def test_memory_is_limited():
    assert "MemoryError" in limited("bytearray(2 * 1024**3)").stderr


def test_processor_time_is_limited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    assert limited("\nwhile True: pass", seconds=1).returncode < 0
    stand_in(tmp_path, monkeypatch, "kill -XCPU $$")
    with pytest.raises(TookTooLong):
        run_confined("probe", seconds=5)


def test_written_files_are_limited(tmp_path: Path):
    target = tmp_path / "big"
    done = limited(f"open({str(target)!r}, 'wb').truncate(LARGEST_FILE + 1)")
    assert "File too large" in done.stderr


NETWORK_GONE = """
import socket
if leave_network():
    try:
        socket.create_connection(("127.0.0.1", 9), 1)
    except OSError as error:
        print(error.strerror)
else:
    print("not permitted here")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="a Linux namespace")
def test_the_network_is_gone_where_the_system_permits():
    said = subprocess.run(
        [
            sys.executable,
            "-c",
            f"from {leave_network.__module__} import *{NETWORK_GONE}",
        ],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=20,
        check=True,
    )
    assert said.stdout.strip() in {"Network is unreachable", "not permitted here"}
