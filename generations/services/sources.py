"""Which clip a request goes on from, and which account alone knows that clip."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

from generations.capability import Verdict
from generations.models import Video

MADE_OF_THEIR_COPY = ("video_extend", "lip_sync")
"""Kinds for which the gateway needs its own copy of the clip."""


class Source(NamedTuple):
    """A clip, the model that made it, and the account that it can be found through.

    A picture taken from a clip goes to any account: it is sent along.
    """

    video_id: UUID | None = None
    account_id: int | None = None
    model: str = ""


NOWHERE = Source()


def source_of(owner_id: UUID, verdict: Verdict) -> Source:
    """Return what a request of this person goes on from that was found right."""
    if verdict.request is None or verdict.source_clip is None:
        return NOWHERE
    mine = Video.objects.filter(owner_id=owner_id, pk=verdict.source_clip)
    found = mine.values_list("pk", "account_id", "model").first()
    if found is None:
        return NOWHERE
    pk, account_id, model = found
    if verdict.request["kind"] in MADE_OF_THEIR_COPY:
        return Source(pk, account_id, model)
    return Source(pk)
