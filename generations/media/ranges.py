"""Which bytes a request asks for: RFC 9110, section 14.

A server may ignore any Range it does not like and send the whole file. That is what
happens here to invalid ranges, other units and requests for several ranges at once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

SINGLE_RANGE = re.compile(r"bytes=[ \t]*(\d*)-(\d*)[ \t]*", re.ASCII | re.IGNORECASE)
LONGEST_HEADER = 200


@dataclass(frozen=True)
class Whole:
    """Send everything, with status 200."""


@dataclass(frozen=True)
class Part:
    """Send `length` bytes from `start`, with status 206."""

    start: int
    length: int

    def content_range(self, size: int) -> str:
        """Return the Content-Range value of this part of `size` bytes."""
        return f"bytes {self.start}-{self.start + self.length - 1}/{size}"


@dataclass(frozen=True)
class Unsatisfiable:
    """Send nothing, with status 416."""

    def content_range(self, size: int) -> str:
        """Return the Content-Range value that tells the client the real size."""
        return f"bytes */{size}"


Plan = Whole | Part | Unsatisfiable


def plan(
    range_header: str | None,
    if_range: str | None,
    size: int,
    etag: str | None,
    last_modified: str | None,
) -> Plan:
    """Decide what to send of a file of `size` bytes.

    `etag` is the quoted entity tag and `last_modified` the HTTP date that the answer
    carries; a Range whose If-Range matches neither belongs to an older file.
    """
    if range_header is None or len(range_header) > LONGEST_HEADER:
        return Whole()
    match = SINGLE_RANGE.fullmatch(range_header.strip())
    if match is None or not still_current(if_range, etag, last_modified):
        return Whole()
    first, last = match.groups()
    if first:
        return _from_offset(int(first), int(last) if last else None, size)
    return _from_end(int(last), size) if last else Whole()


def still_current(
    if_range: str | None, etag: str | None, last_modified: str | None
) -> bool:
    """Compare strongly, as section 13.1.5 demands: a weak tag never matches."""
    if if_range is None:
        return True
    wanted = if_range.strip()
    if wanted.startswith('"'):
        return wanted == etag
    return bool(wanted) and wanted == last_modified


def _from_offset(first: int, last: int | None, size: int) -> Plan:
    if last is not None and last < first:
        return Whole()
    if first >= size:
        return Unsatisfiable()
    end = size if last is None else min(last + 1, size)
    return Part(first, end - first)


def _from_end(wanted: int, size: int) -> Plan:
    if wanted == 0:
        return Unsatisfiable()
    if size == 0:
        return Whole()
    length = min(wanted, size)
    return Part(size - length, length)
