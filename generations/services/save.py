"""Keep a result: fetch it, check that it is whole, and only then call it done.

A file gets its final name after it was parsed, measured and written through to the
disk, and the row comes last. Whatever fails leaves the row in `saving`, to be tried
again; the gateway keeps a result for 30 days.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import NamedTuple
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
from .lengths import length_of
from .look_up import ask, question_of
from .watched import result_of

MAX_BYTES = 2 * 1024**3
KEPT_UPSTREAM = timedelta(days=29)
"""From its sending on. The gateway deletes after 30 days, nobody says of what."""


class NotTheClip(Exception):
    """The file is a video, but not the one that was asked for."""


class Kept(NamedTuple):
    """One clip of a result, in storage: its id upstream, and what was measured."""

    upstream_id: str
    key: str
    got: Downloaded
    facts: Facts


def save(pk: UUID, token: int) -> None:
    """Fetch, check and keep the result of one generation."""
    rows = Generation.objects.select_related("account", "source_video")
    generation = rows.get(pk=pk)
    if generation.state != State.SAVING or generation.lease_token != token:
        return
    try:
        if generation.misses >= pacing.STARTS_BEFORE_QUARANTINE:
            _shelve(generation, "it stopped whatever tried")
            return
        _begin(generation, token)
    except LeaseLost:
        return
    try:
        _finish(generation, list(_kept(generation)))
    except LeaseLost:
        return
    except (DownloadError, Unreadable, NotTheClip, GatewayError, OSError) as error:
        _try_later(generation, error)


def _begin(generation: Generation, token: int) -> None:
    """Count the start, as one that never came to a word, until it does."""
    lease = timedelta(seconds=wiring.pace().save_lease)
    generation.begin(
        token,
        tries=generation.tries + 1,
        misses=generation.misses + 1,
        holder=this_process(),
        next_action_at=timezone.now() + lease,
    )


def _kept(generation: Generation) -> Iterator[Kept]:
    """Fetch and keep every clip of the result; the same one twice counts once."""
    kept: dict[str, str] = {}
    for clip in generation.result["clips"]:
        lease = timedelta(seconds=wiring.pace().save_lease)
        generation.note(next_action_at=timezone.now() + lease)
        with _scratch() as path:
            got, facts = _fetch(generation, clip["url"], path)
            if got.sha256 in kept:
                continue
            named = clip["id"] and clip["id"] not in kept.values()
            kept[got.sha256] = clip["id"] if named else got.sha256
            key = f"{generation.owner_id}/{generation.pk}/{got.sha256}.mp4"
            wiring.vault().adopt(path, key)
            yield Kept(kept[got.sha256], key, got, facts)


@contextmanager
def _scratch() -> Iterator[Path]:
    """Lend a temporary file on the storage's own disk, and clear it away after."""
    path = wiring.vault().scratch()
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)


def _fetch(
    generation: Generation, address: str, path: Path
) -> tuple[Downloaded, Facts]:
    """Download a clip and see that it is what was asked for."""
    got = wiring.downloader().fetch(
        address,
        path,
        max_bytes=MAX_BYTES,
        deadline=pacing.DOWNLOAD_DEADLINE,
    )
    facts = inspect(path)
    asked = length_of(generation)
    if asked and not asked.fits(facts.duration):
        raise NotTheClip(f"{facts.duration} s long, {asked} were asked for")
    return got, facts


@transaction.atomic
def _finish(generation: Generation, kept: list[Kept]) -> None:
    """Write the rows that make the files count, and end the generation."""
    now = timezone.now()
    videos = [_video(generation, clip, now) for clip in kept]
    generation.move(State.SUCCEEDED, **NO_REASON)
    Change.objects.record(
        generation.owner_id, ObjectType.VIDEO, [video.pk for video in videos]
    )
    for video in videos:
        transaction.on_commit(partial(ring_illustrate, (video.pk, video.lease_token)))


def _video(generation: Generation, clip: Kept, now: datetime) -> Video:
    _, key, got, facts = clip
    parent = generation.source_video
    return Video.objects.create(
        owner_id=generation.owner_id,
        generation=generation,
        account=generation.sent_through,
        sandbox=generation.sandbox,
        upstream_id=clip.upstream_id,
        upstream_expires_at=(generation.submitted_at or now) + KEPT_UPSTREAM,
        source_video=parent,
        family=(parent.family or parent.pk) if parent else None,
        kind=generation.kind,
        model=generation.model,
        mode=generation.mode,
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


def _try_later(generation: Generation, error: Exception) -> None:
    """Plan the next try; after several, or past the deadline, ask a person."""
    now, pace = timezone.now(), wiring.pace()
    too_late = generation.deadline_at and now >= generation.deadline_at
    wait = pace.wait(generation.tries, pacing.SAVE_BACKOFF)
    try:
        if isinstance(error, Expired):
            _ask_for_a_fresh_address(generation)
        if generation.tries >= pacing.SAVES_BEFORE_ATTENTION or too_late:
            _shelve(generation, _said(error))
        else:
            again = now + timedelta(seconds=wait)
            generation.note(next_action_at=again, holder="", misses=0)
    except LeaseLost:
        return


def _shelve(generation: Generation, why: str) -> None:
    shelve(
        generation,
        code="not_saved",
        text="The clip is finished upstream, but could not be saved yet: "
        f"{why}. We keep trying while the gateway keeps it.",
        cause=Cause.GATEWAY,
    )


def _ask_for_a_fresh_address(generation: Generation) -> None:
    """Query the task again: the gateway may hand out a new address for the file."""
    endpoint = wiring.endpoint_of(generation.sent_through, generation.model)
    question = question_of(generation, endpoint, own_id_first=False)
    if question is None:
        return
    try:
        seen = ask(question)
    except GatewayError:
        return
    if seen.is_of(generation) and seen.task.status == "succeed" and seen.task.clips:
        generation.note(result=result_of(seen.task))


def _said(error: Exception) -> str:
    words = str(error).strip().rstrip(".")
    return words[:300] or type(error).__name__
