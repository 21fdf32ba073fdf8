"""Read what changed for a person since a cursor."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from generations.models import Change, Feed


class CursorTooOld(Exception):
    """What happened since this cursor is no longer known: start over without one."""


class CursorUnreadable(Exception):
    """This is not a cursor that the feed gave out."""


@dataclass(frozen=True, slots=True)
class Page:
    changes: list[Change]
    cursor: str
    more: bool


def page(user_id: UUID, since: str, size: int) -> Page:
    """Return up to `size` changes after a cursor; an empty one gives a full copy.

    A full copy tells what exists, so it leaves deletions out.
    """
    feed = Feed.of(user_id)
    seq = read(feed, since)
    rows = Change.objects.after(user_id, seq)
    if not since:
        rows = rows.filter(deleted=False)
    found = list(rows[: size + 1])
    changes, more = found[:size], len(found) > size
    at = changes[-1].seq if changes else max(seq, feed.last if not since else seq)
    return Page(changes, cursor(feed, at), more)


def cursor(feed: Feed, seq: int) -> str:
    return f"{feed.epoch}.{seq}"


def read(feed: Feed, since: str) -> int:
    """Return the number a cursor stands at, in this feed as it is now."""
    if not since:
        return 0
    epoch, _, number = since.partition(".")
    if not (
        epoch.isascii() and epoch.isalnum() and number.isascii() and number.isdigit()
    ):
        raise CursorUnreadable
    if len(number) > 18:
        raise CursorUnreadable
    seq = int(number)
    if epoch != feed.epoch or seq < feed.floor or seq > feed.last:
        raise CursorTooOld
    return seq
