"""The one door of the web: event streams as they are, all the rest in WSGI threads.

Under Django's own ASGI handler each request opened a database connection of its own
and cost four times the processor time.
"""

from __future__ import annotations

import json
from http import HTTPStatus

from django.conf import settings

from generations.api.events import application as events
from generations.services.assets import limits

from .bridge import BodyTooLarge, Bridge, NoRoom, Receive, Scope, Send
from .wsgi import application as django_application

THREADS = 8  # of one web process
LARGEST_BODY = 32 * 2**20  # bytes
EVENTS = "/api/v1/events"
CALLBACKS = "/callbacks/"
CALLBACK_THREADS = 2
LARGEST_CALLBACK = 64 * 2**10  # bytes
UPLOADS = ("/api/v1/assets", "/uploads")
UPLOAD_THREADS = 3
LARGEST_UPLOAD = limits.UPLOAD_BYTES + limits.FORM_BYTES

bridge = Bridge(django_application, threads=THREADS, largest_body=LARGEST_BODY)
# Reading a file takes its time: whoever brings some holds up nobody else.
uploads = Bridge(
    django_application,
    threads=UPLOAD_THREADS,
    largest_body=LARGEST_UPLOAD,
    folder=settings.FILE_UPLOAD_TEMP_DIR,
)
# Anyone may knock here, so a flood takes neither the people's threads nor the disk.
callbacks = Bridge(
    django_application, threads=CALLBACK_THREADS, largest_body=LARGEST_CALLBACK
)


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer one connection."""
    if scope["type"] == "lifespan":
        await _live(receive, send)
    elif scope["path"].rstrip("/") == EVENTS:
        await events(scope, receive, send)
    elif scope["type"] == "http":
        try:
            await _bridge_for(scope)(scope, receive, send)
        except BodyTooLarge as refusal:
            text = (
                f"A request to this address carries {refusal.largest:,} bytes at most."
            )
            await _refuse(send, 413, "too_large", text)
        except NoRoom:
            text = "The studio's disk is full. Whoever runs it can make room."
            await _refuse(send, 503, "no_room", text)


def _bridge_for(scope: Scope) -> Bridge:
    if scope["path"].startswith(CALLBACKS):
        return callbacks
    brings = scope["method"] == "POST" and scope["path"].rstrip("/") in UPLOADS
    return uploads if brings else bridge


async def _live(receive: Receive, send: Send) -> None:
    while True:
        moment = (await receive())["type"]
        await send({"type": f"{moment}.complete"})
        if moment == "lifespan.shutdown":
            return


async def _refuse(send: Send, status: int, code: str, detail: str) -> None:
    """Answer what never reached Django, in the words of the API."""
    problem = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": code,
        "detail": detail,
        "request_id": None,
        "errors": [],
    }
    body = json.dumps(problem).encode()
    headers = [
        (b"content-type", b"application/problem+json"),
        (b"content-length", str(len(body)).encode()),
        (b"connection", b"close"),
    ]
    if status == 503:
        headers.append((b"retry-after", b"600"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
