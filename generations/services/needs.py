"""What a job needs beside a free slot: a certain account, or that no twin is made."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

from .doubts import ONE_AT_A_TIME

COLUMNS = ("bound_to_id", "source_video_id")


class Needs(NamedTuple):
    """The only account that will do, and the clip that one is made of at a time."""

    account: int | None = None
    clip: UUID | None = None


NOTHING = Needs()


def needs_of(kind: str, account: int | None, clip: UUID | None) -> Needs:
    """Return the needs of a job of this kind, bound to that account, made of a clip."""
    return Needs(account, clip if kind in ONE_AT_A_TIME else None)
