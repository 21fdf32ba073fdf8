"""What a page needs to follow one's jobs: the cards now, and where the feed stands."""

from __future__ import annotations

from typing import Any

from generations.models import Feed
from generations.services.feed import Cursor

from .cards import jobs_of
from .shell import available

IN_STRIP, ON_PAGE = 8, 40
"""How many ended jobs are shown below those under way."""


def strip(user: Any, ended: int = IN_STRIP) -> dict[str, Any]:
    """Return the jobs and the cursor from which on changes are not in them yet.

    The cursor is read first: a change in between is told twice, never missed.
    """
    cursor = cursor_of(user)
    jobs = jobs_of(user, ended)
    active = [job for job in jobs if not job.final]
    past = [job for job in jobs if job.final]
    return {"active": active, "past": past, "cursor": cursor, "left": available(user)}


def cursor_of(user: Any) -> str:
    """Return where a person's feed stands now."""
    known = Feed.objects.filter(user_id=user.pk).values_list("epoch", "last")
    if not (found := list(known)):
        mine = Feed.of(user.pk)
        found = [(mine.epoch, mine.last)]
    [(epoch, last)] = found
    return str(Cursor(epoch, last, last))
