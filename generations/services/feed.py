"""Read what changed for a person since a cursor."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from generations.models import Change, Feed

WRITTEN = re.compile(r"([0-9A-Za-z]+)\.([0-9]{1,18})(?:\.([0-9]{1,18}))?", re.ASCII)


class CursorTooOld(Exception):
    """What happened since this cursor is no longer known: start over without one."""


class CursorUnreadable(Exception):
    """This is not a cursor that the feed gave out."""


class Cursor(NamedTuple):
    """A place in one feed: everything up to `seq` is known.

    `begun` is where the feed stood when a full copy began. Objects keep low numbers
    for as long as nothing happens to them; so while the copy goes on it is this that
    must not be too old, and not the number of the object that was told last.
    """

    epoch: str
    seq: int
    begun: int

    def __str__(self) -> str:
        copying = f".{self.begun}" if self.begun > self.seq else ""
        return f"{self.epoch}.{self.seq}{copying}"

    @classmethod
    def read(cls, text: str) -> Cursor:
        match = WRITTEN.fullmatch(text)
        if match is None:
            raise CursorUnreadable
        epoch, seq, begun = match.groups()
        return cls(epoch, int(seq), int(begun or seq))

    def at(self, seq: int) -> Cursor:
        return self._replace(seq=seq, begun=max(self.begun, seq))

    def belongs_to(self, epoch: str, floor: int, last: int) -> bool:
        """Say whether nothing that the reader must hear of is forgotten."""
        return epoch == self.epoch and floor <= self.begun and self.seq <= last


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
    cursor = read(feed, since)
    rows = Change.objects.after(user_id, cursor.seq)
    if not since:
        rows = rows.filter(deleted=False)
    found = list(rows[: size + 1])
    changes, more = found[:size], len(found) > size
    # What a full copy leaves out at its end was deleted: it is at its end all the same.
    end = cursor.seq if since else feed.last
    return Page(changes, str(cursor.at(changes[-1].seq if changes else end)), more)


def read(feed: Feed, since: str) -> Cursor:
    """Return the place a cursor stands for, in this feed as it is now."""
    if not since:
        return Cursor(feed.epoch, 0, feed.last)
    cursor = Cursor.read(since)
    if not cursor.belongs_to(feed.epoch, feed.floor, feed.last):
        raise CursorTooOld
    return cursor
