"""Run work on untrusted files in a child process that can do little harm.

The child gets no environment, no open files, no network where the system allows it, and
limits on memory, processor time and file size. `child.py` is its other end.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from generations.media.refused import Refused
from generations.media.unreadable import TookTooLong, Unreadable

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = {"LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"}
KILLED_FOR_TIME = frozenset({-signal.SIGXCPU, -signal.SIGKILL})


def run_confined(task: str, *, seconds: float, **order: Any) -> dict[str, Any]:
    """Return the JSON answer of one of `child.TASKS`, called with `order`.

    Raises Unreadable for a file the child cannot read, Refused for one that breaks a
    rule, and OSError when the disk cannot be read or written. Whatever else goes wrong
    in the child is a bug: it rises as RuntimeError with the child's traceback.
    """
    brief = json.dumps({"task": task, "seconds": seconds, "order": order})
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter, and no shell
            [sys.executable, "-s", "-m", "generations.media.child", brief],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            cwd=ROOT,
            env=ENVIRONMENT,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise TookTooLong("The file took too long to read.") from error
    return _answer(done)


def _answer(done: subprocess.CompletedProcess[bytes]) -> dict[str, Any]:
    if done.returncode in KILLED_FOR_TIME:
        raise TookTooLong("The file took too long to read.")
    if done.returncode < 0:
        raise Unreadable("The file crashed the program that reads it.")
    if done.returncode > 0:
        trace = done.stderr.decode("utf-8", "replace")[-2000:]
        raise RuntimeError(f"The media child failed:\n{trace}")
    answer: dict[str, Any] = json.loads(done.stdout)
    if "refused" in answer:
        raise Refused.from_json(answer["refused"])
    if "unreadable" in answer:
        raise Unreadable(answer["unreadable"])
    if "errno" in answer:
        raise OSError(answer["errno"], answer["strerror"])
    return answer
