"""A thousand people on a thousand streams: how long until each hears."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Iterable
from concurrent.futures import wait
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db import transaction

from generations.api.events import EventStreams
from generations.api.events.streams import Message
from generations.models import Change, Generation, Lane, ObjectType, State, uuid7

from .streaming import scope_of, until

TITLE = re.compile(rb'"title":"(told-\d+)"')


class Ear:
    """One open stream, which notes when it heard which title."""

    def __init__(self) -> None:
        self.heard: dict[str, float] = {}
        self.is_open = False
        self.left = asyncio.Event()

    async def receive(self) -> Message:
        await self.left.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.is_open = message["status"] == 200
        for title in TITLE.findall(message.get("body", b"")):
            self.heard.setdefault(title.decode(), time.monotonic())


class Crowd:
    """People with one clip each, all of them listening."""

    def __init__(self, app: EventStreams, loop: asyncio.AbstractEventLoop) -> None:
        self._app, self._loop = app, loop
        self.owners: dict[UUID, UUID] = {}
        self.ears: dict[UUID, Ear] = {}
        self._calls: list[Any] = []

    def gather(self, size: int) -> None:
        """Make the people, and let everyone in."""
        secrets = _people(size)
        self.owners = {_finished(pk): pk for pk in secrets}
        for pk, secret in secrets.items():
            ear = self.ears[pk] = Ear()
            headers = [(b"authorization", f"Bearer {secret}".encode())]
            scope = scope_of("GET", "", [(b"host", b"localhost"), *headers])
            call = self._app(scope, ear.receive, ear.send)
            self._calls.append(asyncio.run_coroutine_threadsafe(call, self._loop))
        until(lambda: all(ear.is_open for ear in self.ears.values()), 60)

    def tell(self, clips: Iterable[UUID], title: str) -> dict[UUID, float]:
        """Change these clips in one transaction; return when that was, by owner."""
        with transaction.atomic():
            for pk in clips:
                owner = self.owners[pk]
                Generation.objects.filter(pk=pk).update(title=title)
                Change.objects.record(owner, ObjectType.GENERATION, [pk])
        now = time.monotonic()
        return {self.owners[pk]: now for pk in clips}

    def delays(self, told: dict[UUID, float], title: str) -> list[float]:
        """Return how long each owner waited for their news, shortest first."""
        until(lambda: all(title in self.ears[who].heard for who in told), 20)
        return sorted(self.ears[who].heard[title] - at for who, at in told.items())

    def disperse(self) -> None:
        for ear in self.ears.values():
            self._loop.call_soon_threadsafe(ear.left.set)
        wait(self._calls, 20)


@transaction.atomic
def _people(size: int) -> dict[UUID, str]:
    """Return the token of each new person."""
    users = get_user_model()
    names = (f"person-{number}@example.com" for number in range(size))
    made = users.objects.bulk_create([users(email=name) for name in names])
    issued = (user.issue_token(name="Crowd", scopes=["read"]) for user in made)
    return {token.user_id: secret for token, secret in issued}


def _finished(owner_id: UUID) -> UUID:
    """Make a generation that has ended, and return its id."""
    pk = uuid7()
    Generation.objects.create(
        pk=pk,
        own_id=f"crowd-{pk.hex}",
        owner_id=owner_id,
        sandbox=True,
        kind="text2video",
        model="v2.5-turbo",
        mode="std",
        duration=5,
        prompt="A paper boat on a slow river",
        request={},
        state=State.SUCCEEDED,
        credits=1,
        lane=Lane.objects.of(owner_id, sandbox=True),
        cost=60,
        expected_p50=60,
        expected_p90=90,
    )
    return pk
