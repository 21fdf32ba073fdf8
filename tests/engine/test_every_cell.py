"""Every open cell, with every feature that it takes, becomes a playable clip."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from generations import wiring
from generations.capability import Cell
from generations.capability.reading.fields import FIELDS
from generations.media.container import Facts, inspect
from generations.models import Generation, State, Video
from tests.api.caller import Caller

from .cells import Body, Wardrobe
from .studio import Engine, ask

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
SLACK = Decimal("0.5")
MANY = 80
KINDS = tuple(FIELDS)


@pytest.fixture
def engine(start_engine: Callable[..., Engine]) -> Engine:
    return start_engine(concurrency=MANY)


@pytest.fixture
def wardrobe(engine: Engine, alice: Any) -> Wardrobe:
    made = {mode: ask(alice, model="v1.6", mode=mode) for mode in ("std", "pro")}
    engine.finish(*made.values(), seconds=60)
    clips = {mode: row.videos.get() for mode, row in made.items()}
    return Wardrobe(Caller(alice), clips)


def asked_for(who: Caller, body: Body) -> Generation:
    answer = who.post("generations/", body)
    assert answer.status_code == 201, (body, answer.json())
    return Generation.objects.get(pk=answer.json()["id"])


def measured(video: Video, folder: Path) -> Facts:
    """Return what is in the file that is kept, read anew."""
    copy = folder / f"{video.pk}.mp4"
    copy.write_bytes(b"".join(wiring.vault().read(video.file, 0, video.size)))
    return inspect(copy)


def length(job: Generation, cell: Cell) -> Decimal:
    if job.source_video and cell.kind == "video_extend":
        return job.source_video.duration + 5
    return Decimal(cell.duration or 0)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_open_is_made(
    engine: Engine, wardrobe: Wardrobe, tmp_path: Path, kind: str
) -> None:
    before = len(engine.creates())
    bodies = list(wardrobe.bodies(kind))
    jobs = [asked_for(wardrobe.who, body) for _, body in bodies]
    engine.finish(*jobs, seconds=240)
    for (cell, body), job in zip(bodies, jobs, strict=True):
        assert job.state == State.SUCCEEDED, (body, job.reason_text)
        found = measured(job.videos.get(), tmp_path)
        assert (found.width, found.height) == wardrobe.size(cell, body), body
        assert abs(found.duration - length(job, cell)) <= SLACK, body
        assert found.has_audio == (body.get("sound") == "on"), body
    assert len(engine.creates()) - before == len(jobs)


def test_the_bytes_that_were_hashed_are_the_bytes_that_arrived(
    engine: Engine, wardrobe: Wardrobe
) -> None:
    made = wardrobe.least(wiring.table().offered("image2video")[0])
    job = asked_for(wardrobe.who, made | {"prompt": "[fail]"})
    engine.finish(job)
    create = engine.creates()[-1]
    assert job.attempts.get().body_sha256 == create["body_sha256"]
