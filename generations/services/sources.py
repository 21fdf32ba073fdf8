"""Which clip a request goes on from, and which account alone knows that clip."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

from generations.capability import Verdict
from generations.models import Video

MADE_WITH_THE_CLIP = ("video_extend", "lip_sync")
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
    """Return what a checked request of this person goes on from."""
    request = verdict.request or {}
    clip_id = request.get("video")
    if clip_id is None:
        return NOWHERE
    mine = Video.objects.filter(owner_id=owner_id, pk=clip_id)
    found = mine.values_list("pk", "account_id", "model").first()
    if found is None:
        return NOWHERE
    pk, account_id, model = found
    bound = request["kind"] in MADE_WITH_THE_CLIP
    return Source(pk, account_id if bound else None, model)
