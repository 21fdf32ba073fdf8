"""CPU time of things that do the same, measured by turns."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from statistics import median


def by_turns(
    contestants: Mapping[str, Callable[[], object]], *, rounds: int, calls: int
) -> dict[str, float]:
    """Return the median CPU milliseconds of one call of each contestant.

    Every round calls each of them `calls` times, so that whatever disturbs the
    machine disturbs all alike.
    """
    found: dict[str, list[float]] = {name: [] for name in contestants}
    for call in contestants.values():
        call()
    with collected_before():
        for _ in range(rounds):
            for name, call in contestants.items():
                found[name].append(cpu_of(call, calls) * 1000 / calls)
    return {name: median(times) for name, times in found.items()}


def cpu_of(call: Callable[[], object], calls: int = 1) -> float:
    """Return the CPU seconds that this process spends on some calls."""
    started = time.process_time()
    for _ in range(calls):
        call()
    return time.process_time() - started


@contextmanager
def collected_before() -> Iterator[None]:
    """Leave out the garbage collector: it would charge one for another's garbage."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
