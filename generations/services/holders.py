"""Who holds a step: a process named so that its death can be seen.

A dead process can't send anything any more, so what it held is taken over at once
instead of when its lease ends. Only processes of this host can be judged.
"""

from __future__ import annotations

import os
import socket
from functools import cache
from pathlib import Path


@cache
def host() -> str:
    return socket.gethostname()


def this_process() -> str:
    """Return `host/pid/start`, where start tells a reused pid from the old one."""
    return f"{host()}/{os.getpid()}/{_started(os.getpid())}"


def is_dead(holder: str) -> bool:
    """Whether this host can tell that the holder no longer runs."""
    where, _, process = holder.rpartition("/")[0].rpartition("/")
    started = holder.rpartition("/")[2]
    if where != host() or not Path("/proc/self/stat").exists():
        return False
    return _started(int(process)) != started


def _started(pid: int) -> str:
    """Return the kernel's start tick of a process, empty when there is none."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return ""
    state, *rest = stat.rpartition(")")[2].split()
    return "" if state == "Z" else rest[18]
