"""A gallery of clips as it is after years: rows only, no files."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from generations.models import GatewayAccount, Generation, Lane, State, Video, uuid7
from generations.services.gateway_accounts import sync_from_settings

WORDS = [
    "a",
    "paper",
    "boat",
    "on",
    "slow",
    "river",
    "at",
    "dawn",
    "the",
    "fox",
    "looks",
    "back",
    "over",
    "snow",
    "lantern",
    "drifts",
    "through",
    "old",
    "harbour",
    "while",
    "gulls",
    "turn",
    "above",
    "wet",
    "stone",
    "and",
    "glass",
]
AT_ONCE = 2000
BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)


class Gallery:
    """Fills galleries; the first person owns `share` of the first clips."""

    def __init__(self, people: Sequence[Any], seed: int = 1) -> None:
        self.people = people
        self.account = sync_from_settings()
        self._random = random.Random(seed)
        self._purchases = _purchases(people, self.account)
        self._made = 0

    def add(self, count: int, owner: Any = None) -> None:
        """Add clips, each of somebody drawn by lot unless they are one person's."""
        for start in range(0, count, AT_ONCE):
            some = min(AT_ONCE, count - start)
            Video.objects.bulk_create(self._clips(some, owner), batch_size=100)

    def _clips(self, count: int, owner: Any) -> Iterator[Video]:
        for _ in range(count):
            yield self._clip(owner or self._random.choice(self.people))

    def _clip(self, owner: Any) -> Video:
        self._made += 1
        at = BEGINNING + timedelta(seconds=7 * self._made)
        folder = f"{owner.pk}/{self._purchases[owner.pk]}"
        return Video(
            id=uuid7(),
            owner=owner,
            generation_id=self._purchases[owner.pk],
            account=self.account,
            sandbox=True,
            upstream_id=str(self._made),
            upstream_expires_at=at + timedelta(days=30),
            kind="text2video",
            model=self._random.choice(["v2.5-turbo", "v2.6"]),
            title=self._words(3),
            prompt=self._words(30),
            file=f"{folder}/clip.mp4",
            sha256=f"{self._random.getrandbits(256):064x}",
            size=self._random.randrange(2_000_000, 20_000_000),
            width=1280,
            height=720,
            duration=Decimal("5.042"),
            fps=24.0,
            has_audio=True,
            thumbhash="1QcSHQRnh493V4dIh4eXh1h4kJUI",
            posters=[[320, "webp"], [640, "webp"], [1280, "webp"]],
            preview=f"{folder}/preview.mp4",
            created_at=at,
            updated_at=at,
        )

    def _words(self, count: int) -> str:
        return " ".join(self._random.choices(WORDS, k=count))


def _purchases(people: Sequence[Any], account: GatewayAccount) -> dict[Any, Any]:
    """Give each person one ended purchase, which all of their clips come from."""
    lanes = Lane.objects.bulk_create(Lane(owner=one, sandbox=True) for one in people)
    made = Generation.objects.bulk_create(
        Generation(
            owner=person,
            sandbox=True,
            kind="text2video",
            model="v2.5-turbo",
            request={},
            state=State.SUCCEEDED,
            credits=Decimal("1.50"),
            lane=lane,
            cost=40.0,
            expected_p50=40.0,
            expected_p90=80.0,
            account=account,
            own_id=f"bench-{person.pk.hex}",
            gateway_task_id=f"task-{person.pk.hex}",
        )
        for person, lane in zip(people, lanes, strict=True)
    )
    return {each.owner_id: each.pk for each in made}
