"""Keep a result: fetch it, check that it is whole, and only then call it done.

A file gets its final name after it was parsed, measured and written through to the
disk, and the row comes last. Whatever fails leaves the row in `saving`, to be tried
again; the gateway keeps a result for 30 days.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from generations import pacing, wiring
from generations.gateway import GatewayError
from generations.media.container import Facts, inspect
from generations.media.download import Downloaded
from generations.media.download_errors import DownloadError, Expired
from generations.media.unreadable import Unreadable
from generations.models import (
    Cause,
    Change,
    Generation,
    LeaseLost,
    ObjectType,
    State,
    Video,
)

from .bells import ring_illustrate
from .endings import NO_REASON, shelve
from .holders import this_process
from .poll import result_of

MAX_BYTES = 2 * 1024**3
LENGTH_TOLERANCE = Decimal("0.5")
KEPT_UPSTREAM = timedelta(days=30)


class NotTheClip(Exception):
    """The file is a video, but not the one that was asked for."""


def save(pk: UUID, token: int) -> None:
    """Fetch, check and keep the result of one generation."""
    generation = Generation.objects.select_related("account").get(pk=pk)
    if generation.state != State.SAVING or generation.lease_token != token:
        return
    now, pace = timezone.now(), wiring.pace()
    try:
        generation.begin(
            token,
            tries=generation.tries + 1,
            holder=this_process(),
            next_action_at=now + timedelta(seconds=pace.save_lease),
        )
    except LeaseLost:
        return
    try:
        with _scratch() as path:
            got, facts = _fetch(generation, path)
            key = f"{generation.owner_id}/{generation.pk}/{got.sha256}.mp4"
            wiring.vault().adopt(path, key)
        _finish(generation, key, got, facts)
    except (DownloadError, Unreadable, NotTheClip, GatewayError, OSError) as error:
        _try_later(generation, error)


@contextmanager
def _scratch() -> Iterator[Path]:
    """Lend a temporary file on the storage's own disk, and clear it away after."""
    path = wiring.vault().scratch()
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)


def _fetch(generation: Generation, path: Path) -> tuple[Downloaded, Facts]:
    """Download the clip and see that it is what was asked for."""
    got = wiring.downloader().fetch(
        generation.result["url"],
        path,
        max_bytes=MAX_BYTES,
        deadline=pacing.DOWNLOAD_DEADLINE,
    )
    facts = inspect(path)
    asked = generation.duration
    if asked is not None and abs(facts.duration - asked) > LENGTH_TOLERANCE:
        raise NotTheClip(f"{facts.duration} s long, {asked} s were asked for")
    return got, facts


@transaction.atomic
def _finish(generation: Generation, key: str, got: Downloaded, facts: Facts) -> None:
    """Write the row that makes the file count, and end the generation."""
    now = timezone.now()
    video = Video.objects.create(
        owner_id=generation.owner_id,
        generation=generation,
        account=generation.sent_through,
        sandbox=generation.sandbox,
        upstream_id=generation.result["id"] or "",
        upstream_expires_at=(generation.slot_freed_at or now) + KEPT_UPSTREAM,
        kind=generation.kind,
        model=generation.model,
        title=generation.title,
        prompt=generation.prompt,
        file=key,
        sha256=got.sha256,
        size=got.size,
        width=facts.width,
        height=facts.height,
        duration=facts.duration,
        fps=facts.fps,
        has_audio=facts.has_audio,
        next_action_at=now + timedelta(seconds=wiring.pace().bell_lease),
    )
    generation.move(State.SUCCEEDED, **NO_REASON)
    Change.objects.record(video.owner_id, ObjectType.VIDEO, [video.pk])
    transaction.on_commit(lambda: ring_illustrate((video.pk, video.lease_token)))


def _try_later(generation: Generation, error: Exception) -> None:
    """Plan the next try; after several, or past the deadline, ask a person."""
    now, pace = timezone.now(), wiring.pace()
    if isinstance(error, Expired):
        _ask_for_a_fresh_address(generation)
    too_late = generation.deadline_at and now >= generation.deadline_at
    wait = pace.wait(generation.tries, pacing.SAVE_BACKOFF)
    try:
        if generation.tries >= pacing.SAVES_BEFORE_ATTENTION or too_late:
            shelve(
                generation,
                code="not_saved",
                text="The clip is finished upstream, but could not be saved yet: "
                f"{_said(error)}. We keep trying while the gateway keeps it.",
                cause=Cause.GATEWAY,
            )
        else:
            generation.note(next_action_at=now + timedelta(seconds=wait), holder="")
    except LeaseLost:
        return


def _ask_for_a_fresh_address(generation: Generation) -> None:
    """Query the task again: the gateway may hand out a new address for the file."""
    endpoint = wiring.endpoint_of(generation.sent_through, generation.model)
    try:
        task = wiring.gateway().query(
            endpoint, generation.kind, generation.gateway_task_id
        )
    except GatewayError:
        return
    if task.status == "succeed" and task.clips and task.clips[0].url:
        generation.note(result=result_of(task))


def _said(error: Exception) -> str:
    words = str(error).strip().rstrip(".")
    return words[:300] or type(error).__name__
