"""How a job runs: shown as a step in hand, and never a reason to end the worker."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from generations.queue import Cluster
from generations.queue.marks import STOPPING, run_directory

logger = logging.getLogger(__name__)

P = ParamSpec("P")
Job = Callable[P, None]


def job(cluster: Cluster, *, seconds: float) -> Callable[[Job[P]], Job[P]]:
    """Make a function a job of `cluster` that ends within `seconds`.

    Past that time it no longer counts as work in hand, and the cluster may be
    restarted under it. While the studio stops, a job is dropped before it begins;
    the row it was rung for is due again. What a job raises is logged.
    """

    def decorate(function: Job[P]) -> Job[P]:
        @wraps(function)
        def run(*args: P.args, **kwargs: P.kwargs) -> None:
            marks = run_directory()
            if marks.has(STOPPING):
                return
            with marks.step(cluster, seconds):
                try:
                    function(*args, **kwargs)
                except Exception:
                    logger.exception("%s%r failed.", function.__name__, args)

        return run

    return decorate


def pulse() -> None:
    """Do nothing: that a worker took this bell is what counts."""
