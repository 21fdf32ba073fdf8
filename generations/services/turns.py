from __future__ import annotations

from uuid import UUID

from generations import wiring
from generations.models import Lane


def set_turns(owner_id: UUID, *, weight: float, running_cap: int | None) -> Lane:
    """Set a person's share of the turns, and how many of theirs may run at once."""
    lane = Lane.objects.of(owner_id, sandbox=wiring.sandbox())
    Lane.objects.filter(pk=lane.pk).update(weight=weight, running_cap=running_cap)
    lane.refresh_from_db()
    return lane
