"""Jobs as cards: where each stands in words, what it cost, what can be done now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zlib import crc32

from django.db.models import Prefetch
from django.utils import timezone

from generations import wiring
from generations.models import FINAL, Generation, State, Video
from generations.models.generations import GenerationQuerySet
from generations.services import forecast
from generations.services.forecast import Place
from generations.services.media_paths import MediaPaths

from . import spans, wording
from .again import price_today
from .forms import new_key

Places = Mapping[UUID, Place]
MOST_ACTIVE = 100


@dataclass(frozen=True, slots=True)
class Clip:
    """The finished clip of a card."""

    id: str
    poster: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Clock:
    """How long a job has been made, against how long such jobs take.

    Drawn on a scale of 100 that ends a quarter beyond the ninth of ten.
    """

    since: datetime
    elapsed: str
    head: float
    low: float
    usual: float
    scale: float


@dataclass(frozen=True, slots=True)
class Card:
    """What a card shows; `version` differs whenever the rest does.

    `price` is what asking again costs today; empty where that cannot be had.
    """

    id: str
    name: str
    told: wording.Told
    credits: str
    clock: Clock | None
    clip: Clip | None
    cancellable: bool
    retryable: bool
    price: str
    final: bool
    version: str

    @property
    def key(self) -> str:
        """A fresh name for asking again."""
        return new_key()


def jobs_of(user: Any, ended: int) -> list[Card]:
    """Return a person's jobs under way, the next to end first, then so many ended.

    Of a line that is too long to show, the end is left out: what is made has waited.
    """
    mine = Generation.objects.visible_to(user).shown().filter(sandbox=wiring.sandbox())
    active = list(_with_clips(mine.active().order_by("id"))[:MOST_ACTIVE])
    places = _places(active)
    active.sort(key=lambda job: _turn(job, places))
    past = list(_with_clips(mine.ended())[:ended]) if ended else []
    return cards([*active, *past], places)


def cards(jobs: Iterable[Generation], places: Places) -> list[Card]:
    media, now = MediaPaths(), timezone.now()
    return [_card(job, places.get(job.pk), media, now) for job in jobs]


def _with_clips(rows: GenerationQuerySet) -> GenerationQuerySet:
    kept = Video.objects.kept().only("id", "generation_id", "posters", "duration")
    return rows.prefetch_related(Prefetch("videos", kept, to_attr="kept_videos"))


def _places(jobs: Iterable[Generation]) -> Places:
    """Ask the line only when somebody waits."""
    waits = any(job.state == State.QUEUED for job in jobs)
    return forecast.places() if waits else {}


def _turn(job: Generation, places: Places) -> tuple[int, Any]:
    if place := places.get(job.pk):
        return 1, place.position
    return 0, job.submitted_at.timestamp() if job.submitted_at else 0


def _card(
    job: Generation, place: Place | None, media: MediaPaths, now: datetime
) -> Card:
    clip = _clip(job, media)
    told = wording.of(job, place, now, lost=clip is None)
    retryable = job.state in FINAL - {State.SUCCEEDED}
    price = price_today(job) if retryable else ""
    return Card(
        id=str(job.pk),
        name=job.title or job.prompt,
        told=told,
        credits=f"{job.credits:.2f}",
        clock=_clock(job, now) if told.counts else None,
        clip=clip,
        cancellable=job.state == State.QUEUED,
        retryable=retryable,
        price=price,
        final=job.final,
        version=_version(job.state, told, clip and clip.poster, price),
    )


def _version(*shown: object) -> str:
    """Name what is shown: the same in every process, unlike Python's own hash."""
    return format(crc32(repr(shown).encode()), "x")


def _clock(job: Generation, now: datetime) -> Clock:
    since = job.running_at or job.submitted_at or now
    took = (now - since).total_seconds()
    scale = max(job.expected_p90, 0.1) * 1.25
    low, high = 100 * job.expected_p50 / scale, 100 * job.expected_p90 / scale
    head = min(99.0, 100 * took / scale)
    return Clock(since, spans.clock(took), head, low, high - low, scale)


def _clip(job: Any, media: MediaPaths) -> Clip | None:
    for video in job.kept_videos:
        pk = str(video.pk)
        poster = f"{media.of(pk, 'poster')}&w=320" if video.posters else ""
        return Clip(pk, poster, float(video.duration))
    return None
