"""The `batch` shape."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from generations.api.addresses import address
from generations.api.times import spelt
from generations.models import Batch, State

Shape = dict[str, Any]


def batch_shape(batch: Batch, generations: Sequence[Shape]) -> Shape:
    """Return a batch; it stands where its generations stand."""
    states = Counter(each["state"] for each in generations)
    total = sum((Decimal(each["price"]["credits"]) for each in generations), Decimal(0))
    here = address(f"batches/{batch.pk}/")
    return {
        "id": str(batch.pk),
        "takes": batch.takes,
        "created_at": spelt(batch.created_at),
        "sandbox": batch.sandbox,
        "final": all(each["final"] for each in generations),
        "by_state": [{"state": name, "count": n} for name, n in states.items()],
        "price": {"credits": f"{total:.2f}"},
        "generations": list(generations),
        "links": {
            "self": here,
            "cancel": f"{here}cancel/" if states[State.QUEUED] else None,
        },
    }
