"""The processes of this machine, by /proc."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path


class Process:
    """One process; raises OSError when there is none (any more)."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        self.state, self.parent = after_name[0], int(after_name[1])

    @property
    def waits_in(self) -> tuple[str, int]:
        """Return the number of the system call it waits in, and its first argument."""
        words = Path(f"/proc/{self.pid}/syscall").read_text().split()
        return words[0], int(words[1], 16) if len(words) > 1 else -1


def processes() -> Iterator[Process]:
    """Yield every living process of the machine."""
    for name in os.listdir("/proc"):
        if name.isdigit():
            with suppress(OSError):
                process = Process(int(name))
                if process.state != "Z":
                    yield process


def children(pid: int) -> list[int]:
    """Return the children of a process, oldest first."""
    return sorted(p.pid for p in processes() if p.parent == pid)


def command(pid: int) -> bytes:
    """Return the command line of a process."""
    return _read(pid, "cmdline")


def environment(pid: int) -> bytes:
    """Return the environment that a process was started with."""
    return _read(pid, "environ")


def _read(pid: int, name: str) -> bytes:
    with suppress(OSError):
        return Path(f"/proc/{pid}/{name}").read_bytes()
    return b""
