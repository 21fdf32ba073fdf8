"""A real studio in processes of its own, seen through /proc and its marks."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from generations.queue import Cluster
from generations.queue.marks import RunDirectory
from generations.workers.welcome import answers

from .apart import variables_apart
from .proc import Process, children, command, environment, processes

TOP = Path(__file__).resolve().parents[2]
FUTEX_WAIT, READ = "202", "0"  # system calls of x86-64


class Late(AssertionError):
    """What was waited for did not happen in time."""


def eventually(happened: Callable[[], bool], within: float, what: str) -> float:
    """Wait for something and return the seconds it took."""
    began = time.monotonic()
    while not happened():
        if time.monotonic() - began > within:
            raise Late(f"{what} not within {within} s")
        time.sleep(0.02)
    return time.monotonic() - began


def end_with_the_tests() -> None:
    """Have the kernel kill this process when the one that made it is gone."""
    set_parent_death_signal = 1
    ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGKILL)


class Studio:
    """`manage.py studio` on free ports and a data folder of its own."""

    def __init__(self, data: Path, *words: str, **variables: str) -> None:
        self.data = data
        self.port = free_port()
        self.variables = {
            **os.environ,
            "STUDIO_DATA_DIR": str(data),
            "PORT": str(self.port),
            "PYTHONUNBUFFERED": "",  # as in a shell that knows nothing of Python
            **variables_apart(data),
            **variables,
        }
        self.output = data / "output"
        data.mkdir(parents=True, exist_ok=True)
        with self.output.open("ab") as output:
            self.process = subprocess.Popen(
                [sys.executable, str(TOP / "manage.py"), "studio", *words],
                env=self.variables,
                stdout=output,
                stderr=output,
                start_new_session=True,
                preexec_fn=end_with_the_tests,
            )
        self.pid = self.process.pid
        self.marks = RunDirectory(data / "run" / str(self.pid))

    def manage(self, *words: str) -> str:
        """Run another command of the same studio and return what it prints."""
        argv = [sys.executable, str(TOP / "manage.py"), *words]
        return subprocess.run(
            argv, env=self.variables, check=True, capture_output=True, text=True
        ).stdout

    def wait_open(self) -> float:
        """Wait for the welcome."""
        return eventually(lambda: "Ctrl-C" in self.printed(), 40, "an open studio")

    def printed(self) -> str:
        """Return what the terminal shows."""
        return self.output.read_text()

    def answers(self) -> bool:
        """Say whether the web answers."""
        return answers("127.0.0.1", self.port)

    def wait_calm(self) -> None:
        """Wait until every process of every cluster is there and at work."""
        for cluster in Cluster:
            self.calm_staff(cluster)

    def calm_staff(self, cluster: Cluster) -> Staff:
        """Wait until every process of a cluster is there, told apart and at work.

        Only this very look names all of them: at the next, one may be busy.
        """
        found: list[Staff] = []

        def is_calm() -> bool:
            with suppress(LookupError, OSError):
                found[:] = [Staff(self.leash(cluster))]
                fresh = time.monotonic() - self.marks.at(f"heard.{cluster}") < 2
                return fresh and found[0].complete
            return False

        eventually(is_calm, 30, f"a calm {cluster}")
        return found[0]

    def took_a_bell_since(self, cluster: Cluster, moment: float) -> bool:
        """Say whether a worker took a bell after a monotonic moment."""
        return self.marks.at(f"alive.{cluster}") > moment

    def leash(self, role: str) -> int:
        """Return the leash of a role; LookupError while there is none."""
        words = {"web": b"gunicorn", "pacemaker": b"pacemaker", "sandbox": b"sandbox"}
        wanted = words.get(role, f"Q_CLUSTER_NAME={role}".encode())
        found = [pid for pid in children(self.pid) if wanted in command(pid)]
        return found[0]

    def wait_replaced(self, role: str, leash: int) -> None:
        """Wait until a role has another leash."""

        def replaced() -> bool:
            with suppress(LookupError):
                return self.leash(role) != leash
            return False

        eventually(replaced, 10, f"another {role}")

    def family(self) -> set[int]:
        """Return every process that was started with this studio's data folder."""
        marker = f"STUDIO_DATA_DIR={self.data}".encode()
        return {p.pid for p in processes() if marker in environment(p.pid)}

    def wait_ended(self, within: float) -> float:
        """Wait for the supervisor to end, and soon after it for every process."""
        took = eventually(lambda: self.process.poll() is not None, within, "an end")
        return took + eventually(lambda: not self.family(), 1.5, "no orphan")

    def end(self) -> None:
        """Leave nothing behind, whatever the test found."""
        self.process.kill()
        self.process.wait()
        for pid in self.family():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


class Staff:
    """The processes of one django-q2 cluster, told apart by what they wait for.

    The monitor and one worker read a pipe each; the task queue is the older one, with
    the lower number. The other workers wait for the lock of the one that reads.
    """

    def __init__(self, leash: int) -> None:
        self.leash = leash
        self.parent = children(leash)[0]
        self.sentinel = children(self.parent)[0]
        waits = {pid: Process(pid).waits_in for pid in children(self.sentinel)}
        pipes = sorted({fd for call, fd in waits.values() if call == READ})
        both = len(pipes) == 2
        self.holder = _first(waits, READ, pipes[0]) if both else 0
        self.monitor = _first(waits, READ, pipes[1]) if both else 0
        self.others = [pid for pid, (call, _) in waits.items() if call == FUTEX_WAIT]
        self.workers = [self.holder, *self.others]
        known = {self.monitor, *self.workers}
        self.pusher = next((pid for pid in waits if pid not in known), 0)

    @property
    def complete(self) -> bool:
        """Say whether each was told apart: 0 stands for one that was not."""
        return bool(self.holder and self.monitor and self.others and self.pusher)


def _first(waits: dict[int, tuple[str, int]], call: str, fd: int) -> int:
    return next(pid for pid, found in waits.items() if found == (call, fd))


def free_port() -> int:
    """Return a port that is free, with one for the sandbox 700 above it."""
    while True:
        with socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", 0))
            port = int(first.getsockname()[1])
            with suppress(OSError, OverflowError):
                second.bind(("127.0.0.1", port + 700))
                return port
