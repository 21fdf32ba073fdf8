"""The one door of the web: event streams as they are, all the rest in WSGI threads.

Under Django's own ASGI handler each request opened a database connection of its own
and cost four times the processor time.
"""

from __future__ import annotations

import json

from generations.api.events import application as events

from .bridge import BodyTooLarge, Bridge, Receive, Scope, Send
from .wsgi import application as django_application

THREADS = 8  # of one web process
LARGEST_BODY = 32 * 2**20  # bytes
EVENTS = "/api/v1/events"

bridge = Bridge(django_application, threads=THREADS, largest_body=LARGEST_BODY)


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer one connection."""
    if scope["type"] == "lifespan":
        await _live(receive, send)
    elif scope["path"].rstrip("/") == EVENTS:
        await events(scope, receive, send)
    elif scope["type"] == "http":
        try:
            await bridge(scope, receive, send)
        except BodyTooLarge:
            await _refuse_body(send)


async def _live(receive: Receive, send: Send) -> None:
    while True:
        moment = (await receive())["type"]
        await send({"type": f"{moment}.complete"})
        if moment == "lifespan.shutdown":
            return


async def _refuse_body(send: Send) -> None:
    problem = {
        "type": "about:blank",
        "title": "Content Too Large",
        "status": 413,
        "code": "too_large",
        "detail": f"A request may carry {LARGEST_BODY // 2**20} MiB at most.",
        "request_id": None,
        "errors": [],
    }
    body = json.dumps(problem).encode()
    headers = [
        (b"content-type", b"application/problem+json"),
        (b"content-length", str(len(body)).encode()),
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": body})
