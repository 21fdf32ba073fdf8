from __future__ import annotations

from uuid import UUID

from generations.services.quotes import Offer, offer_of

from .judge import judge


def offer_batch(owner_id: UUID, body: object) -> Offer:
    """Quote a body of POST batches/: one price, every problem, creating no job.

    It tells when the first of its requests would start.
    """
    judged = judge(owner_id, body)
    if judged.problems:
        return Offer(None, judged.items, None, None, judged.problems)
    return offer_of(judged.wanted)
