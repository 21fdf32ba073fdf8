"""Watching a thousand running tasks from one process.

The pacemaker's claims and the poll of what they rang for, in turn in one thread as a
worker on its own would do them, at a look every 5 seconds without jitter. The gateway
is on this machine and in a process of its own (see `loopback`). django-q2 is left out:
a bell is written and read, and goes through no queue.

A look is late by the time from the moment it was due until its answer is acted on. Its
CPU time is set against the same queries by `requests`: one session, as many threads.
Lateness is time on the clock, so it says something only where the machine's `load`,
told with it, is below its number of processors.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from statistics import median, quantiles
from typing import Any
from unittest import mock
from uuid import UUID

import requests
from django.conf import settings
from django.test import override_settings
from django.utils import timezone

from generations import pacing, wiring
from generations.models import Claim, Generation, State
from generations.services import bells, sweep
from generations.services.gateway_accounts import sync_from_settings
from generations.services.poll import THREADS, poll

from .ground import TOP
from .line import make_lanes, waiting
from .people import make_people
from .rounds import collected_before, cpu_of
from .rows import Row

TASKS, EVERY = 1000, 5.0
ROUNDS, SECONDS = 3, 10.0


class Watch:
    """Keeps the pacemaker's beat for looks alone, and times every one of them."""

    def __init__(self, tasks: list[Generation]) -> None:
        self.tasks = tasks
        self.due: dict[UUID, datetime] = {}
        self.late: list[float] = []
        self._rung: list[tuple[Any, ...]] = []

    def ring(self, cluster: str, job: str, *args: Any) -> None:
        self._rung.append(args)

    def spread_out(self) -> None:
        """Have the tasks due one after the other, as if nobody had paused."""
        now = timezone.now()
        for number, task in enumerate(self.tasks):
            wait = timedelta(seconds=EVERY * number / len(self.tasks))
            self.due[task.pk] = task.next_action_at = now + wait
        Generation.objects.bulk_update(self.tasks, ["next_action_at"], batch_size=100)

    def keep(self, seconds: float) -> None:
        """Look at what falls due for so many seconds."""
        end, beat = time.monotonic() + seconds, time.monotonic()
        while beat < end:
            now = timezone.now()
            sweep.claim_polls(now)
            while self._rung:
                self._look([bells.read(each) for each in self._rung.pop(0)], now)
            beat = max(beat + wiring.pace().beat, time.monotonic())
            time.sleep(max(0.0, beat - time.monotonic()))

    def _look(self, claims: list[Claim], claimed: datetime) -> None:
        poll(claims)
        now = timezone.now()
        for pk, _ in claims:
            self.late.append((now - self.due[pk]).total_seconds())
            self.due[pk] = claimed + timedelta(seconds=EVERY)


def run() -> Iterator[Row]:
    """Yield how late looks are, and what a thousand of them cost."""
    with ExitStack() as stack:
        port = stack.enter_context(gateway())
        url = f"http://127.0.0.1:{port}/v1/ai"
        stack.enter_context(override_settings(GATEWAY_URL=url))
        evenly = [(pacing.ALWAYS, EVERY)]
        stack.enter_context(mock.patch.object(pacing, "POLL_BANDS", evenly))
        stack.enter_context(mock.patch.object(pacing, "POLL_JITTER", 0.0))
        watch = Watch(make_running())
        stack.enter_context(mock.patch.object(bells, "ring", watch.ring))
        watch.spread_out()
        watch.keep(EVERY)
        watch.late.clear()
        ours, bare = measured(watch, url)
    late = quantiles(watch.late, n=100)
    told = {
        "looks": len(watch.late),
        "p50": round(late[49], 3),
        "p99": round(late[98], 3),
        "load": round(os.getloadavg()[0], 1),
    }
    yield Row(
        "polls", f"{TASKS:,} tasks at {EVERY:g} s, late at p95", late[94], unit="s",
        at_most=0.5, figures=told,
    )  # fmt: skip
    yield Row(
        "polls",
        "CPU of 1,000 looks, by the bare HTTP client",
        ours / bare,
        at_most=1.3,
        figures={"ours_ms": round(ours * 1e6), "bare_ms": round(bare * 1e6)},
    )


def measured(watch: Watch, url: str) -> tuple[float, float]:
    """Return the median CPU seconds of one look and of one bare query."""
    addresses = [f"{url}/task-{own}" for own in own_ids()]
    ours, bare = [], []
    with bare_client() as ask, collected_before():
        ask(addresses)
        for _ in range(ROUNDS):
            watch.spread_out()
            before = len(watch.late)
            spent = cpu_of(lambda: watch.keep(SECONDS))
            ours.append(spent / (len(watch.late) - before))
            bare.append(cpu_of(lambda: ask(addresses)) / len(addresses))
    return median(ours), median(bare)


def own_ids() -> list[str]:
    return list(Generation.objects.values_list("own_id", flat=True))


@contextmanager
def bare_client() -> Iterator[Any]:
    """Yield a function that asks at many addresses, and reads the JSON."""
    with requests.Session() as session, ThreadPoolExecutor(THREADS) as threads:
        adapter = requests.adapters.HTTPAdapter(pool_maxsize=THREADS)
        session.mount("http://", adapter)
        session.trust_env = False
        key = {"Authorization": f"Bearer {settings.GATEWAY_KEY}"}

        def ask(addresses: list[str]) -> None:
            list(threads.map(lambda at: session.get(at, headers=key).json(), addresses))

        yield ask


@contextmanager
def gateway() -> Iterator[int]:
    """Start the gateway, and yield its port."""
    started = subprocess.Popen(
        [sys.executable, "-m", "bench.loopback"], stdout=subprocess.PIPE, cwd=TOP
    )
    try:
        assert started.stdout
        yield int(started.stdout.readline())
    finally:
        started.kill()
        started.wait()


def make_running() -> list[Generation]:
    """Have the tasks running."""
    account, [lane] = sync_from_settings(), make_lanes(make_people(1))
    now, rows = timezone.now(), [waiting(lane, 5) for _ in range(TASKS)]
    for row in rows:
        row.state, row.account = State.RUNNING, account
        row.gateway_task_id = f"task-{row.own_id}"
        row.submitted_at = row.running_at = now
    return Generation.objects.bulk_create(rows, batch_size=100)
