"""`GET events/`: a person's changes as they happen, as server-sent events.

A raw ASGI application, since a thousand open streams must not hold a thousand
threads. What a stream costs while nothing happens is one timer.
"""

from __future__ import annotations

from .streams import EventStreams

__all__ = ["EventStreams", "application"]

application = EventStreams()
