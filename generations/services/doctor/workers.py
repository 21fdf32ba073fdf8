from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import suppress
from math import inf

from django.conf import settings

from generations.queue import Cluster
from generations.queue.marks import RunDirectory

PACEMAKER_SILENCE = 10.0
"""Seconds; it marks every turn, of which there are several a second."""

CLUSTER_SILENCE = 10.0
"""Seconds; each cluster's pulse is felt about once a second."""


def check() -> Iterator[tuple[str, str]]:
    """Look whether the processes of the studios on this machine do their work."""
    studios = running_studios()
    faults = [fault for marks in studios for fault in _faults(marks)]
    for fault in faults:
        yield fault, "The studio should restart it; if not, start the studio again."
    if not studios:
        yield "No studio runs on this machine.", ""
    elif not faults:
        yield "Pacemaker and clusters are at work.", ""


def running_studios() -> list[RunDirectory]:
    """Return the marks of the studios that run on this machine and data folder."""
    folders = (settings.STUDIO_DATA_DIR / "run").glob("[0-9]*")
    return [RunDirectory(folder) for folder in folders if _is_running(int(folder.name))]


def running_port() -> int:
    """Return the port of the studio that keeps its sandbox in this folder."""
    with suppress(OSError, ValueError):
        return int((settings.STUDIO_DATA_DIR / "run/sandbox.lock").read_text())
    return settings.PORT


def _faults(marks: RunDirectory) -> Iterator[str]:
    now, pacemaker = time.monotonic(), marks.at("alive.pacemaker")
    if pacemaker == -inf:
        return  # a studio without workers, or one that is starting
    if now - pacemaker > PACEMAKER_SILENCE:
        yield f"The pacemaker stands still for {now - pacemaker:.0f} seconds."
    for cluster in Cluster:
        silence = now - marks.at(f"alive.{cluster}")
        if silence > CLUSTER_SILENCE and not marks.holders(cluster):
            since = "ever" if silence == inf else f"for {silence:.0f} seconds"
            yield f"The cluster {cluster} has taken no bell {since}."


def _is_running(pid: int) -> bool:
    with suppress(ProcessLookupError):
        try:
            os.kill(pid, 0)
        except PermissionError:
            return True
        return True
    return False
