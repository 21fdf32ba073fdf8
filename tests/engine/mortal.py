"""Steps of the engine in processes that are killed at a chosen line.

`python -m tests.engine.mortal` reads orders from its input, each a step, its claim and
the number of the executed line of the product at which a kill -9 comes. It forks for
each, without threads and without a connection of its own, and tells how that ended.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from types import FrameType
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.db import connection

TOP = Path(__file__).resolve().parents[2]
PRODUCT = str(TOP / "generations")
SHARED = (
    "SECRET_KEY", "GATEWAY_URL", "GATEWAY_ENDPOINT", "GATEWAY_CONCURRENCY",
    "STUDIO_PACE", "CREATE_DEADLINE", "STUDIO_DATA_DIR",
)  # fmt: skip


class Mortal:
    """Starts the process that forks, on this test's own database and gateway."""

    def __init__(self) -> None:
        variables = {name: str(getattr(settings, name)) for name in SHARED}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.engine.mortal"],
            env=os.environ | variables | {"DATABASE_URL": _database()},
            cwd=TOP,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def dies_at(self, line: int, step: str, pk: UUID, token: int) -> bool:
        """Run a step up to a line; False where it ended before it came there."""
        order = {"line": line, "step": step, "pk": pk.hex, "token": token}
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        return bool(json.loads(self._process.stdout.readline())["killed"])

    def end(self) -> None:
        self._process.kill()
        self._process.communicate()


def _database() -> str:
    """Return the address of the database that the tests run on."""
    name = connection.settings_dict["NAME"]
    server = os.environ["DATABASE_URL"]
    if not server:
        return f"sqlite:///{name}"
    return urlsplit(server)._replace(path=f"/{name}").geturl()


def main() -> None:
    steps = _steps()
    for text in sys.stdin:
        order = json.loads(text)
        child = os.fork()
        if child == 0:
            _live(steps[order["step"]], order)
        _, status = os.waitpid(child, 0)
        sys.stdout.write(json.dumps({"killed": os.WIFSIGNALED(status)}) + "\n")
        sys.stdout.flush()


def _steps() -> dict[str, Any]:
    """Return what can be run; no bell rings, as if every one were lost."""
    import django

    django.setup()
    from generations.services import bells, poll, save, settle, submit

    vars(bells)["ring"] = lambda *words: None
    return {
        "submit": submit.submit,
        "settle": settle.settle,
        "save": save.save,
        "poll": lambda pk, token: poll.poll([(pk, token)]),
    }


def _live(step: Any, order: dict[str, Any]) -> None:
    """Take the step, and be killed on the way to it."""
    left = [order["line"]]

    def count(frame: FrameType, event: str, arg: object) -> Any:
        if event == "line":
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return count

    def watch(frame: FrameType, event: str, arg: object) -> Any:
        return count if frame.f_code.co_filename.startswith(PRODUCT) else None

    sys.settrace(watch)
    try:
        step(UUID(hex=order["pk"]), order["token"])
    finally:
        sys.settrace(None)
        os._exit(0)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kling_site.settings")
    main()
