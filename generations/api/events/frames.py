"""Change records as server-sent events (HTML, "Server-sent events", 9.2.6)."""

from __future__ import annotations

import json

from generations.api.records import Record

_encode = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, separators=(",", ":")
).encode

HELLO = b"retry: 2000\n: Changes follow as they happen.\n\n"
"""Sent first: when to come back (milliseconds), and bytes that open every proxy."""


def told(record: Record) -> bytes:
    """Return the event of a record, without its id; JSON has no line breaks."""
    data = _encode(record)
    return f"event: {record['type']}\ndata: {data}\n\n".encode()


def numbered(cursor: str, event: bytes) -> bytes:
    """Return the event under the cursor that a reader resumes from after it."""
    return b"id: %b\n%b" % (cursor.encode(), event)
