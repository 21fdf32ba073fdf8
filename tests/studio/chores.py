"""Jobs that the tests ring for in a studio's workers."""

from __future__ import annotations

import time
from pathlib import Path

from generations.queue import Cluster
from generations.workers.steps import job


@job(Cluster.SUBMIT, seconds=30)
def hold(folder: str, seconds: int) -> None:
    """Note the begin, take some time, note the end."""
    (Path(folder) / "began").touch()
    time.sleep(seconds)
    (Path(folder) / "ended").touch()
