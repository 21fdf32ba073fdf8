"""What other tables would do to the jobs that wait."""

from __future__ import annotations

from typing import NamedTuple

from generations import wiring
from generations.capability import Table
from generations.capability.parts import changes
from generations.capability.standing import cell_of, closed
from generations.models import Generation

from .standing import key_of


class Touched(NamedTuple):
    """Waiting jobs that would be released, and that keep another price than the new."""

    released: int
    priced: int


def touched(before: Table, after: Table) -> Touched:
    """Count what waits in the realm at work and would meet a change.

    A job keeps the price that it was accepted at, whatever the tables say later.
    """
    cells = {change.part.key for change in changes(before, after)} - {None}
    kinds = {key.kind for key in cells if key}
    waiting = Generation.objects.waiting(sandbox=wiring.sandbox())
    released = priced = 0
    for job in waiting.filter(kind__in=kinds).iterator():
        cell = cell_of(before, key_of(job))
        if cell is None or cell.key not in cells:
            continue
        if closed(before, key_of(job), job.request):
            continue  # it ends as it is
        if closed(after, key_of(job), job.request):
            released += 1
        elif before.prices.get(cell.key) != after.prices.get(cell.key):
            priced += 1
    return Touched(released, priced)
