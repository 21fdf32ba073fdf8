"""What becomes of results that are several, broken, or end whoever touches them."""

from __future__ import annotations

from typing import Any

import pytest

from generations.gateway import Clip, Task
from generations.models import Generation, State, Video
from generations.services import illustrate, watched
from generations.services.save import save

from .studio import Engine, ask, reach


def hold_the_saving(engine: Engine, alice: Any) -> Generation:
    """Bring a generation to `saving`, and keep it there."""
    engine.lost = lambda job: job.endswith(".save")
    generation = ask(alice)
    engine.until(reach(generation, State.SAVING))
    return Generation.objects.get(pk=generation.pk)


def test_every_clip_of_a_result_is_kept(engine: Engine, alice: Any) -> None:
    other = ask(alice, prompt="Rain on a tin roof")
    engine.finish(other)
    generation = hold_the_saving(engine, alice)
    both = [*generation.result["clips"], *other.result["clips"]]
    generation.note(result={"clips": [clip | {"id": None} for clip in both]})
    save(generation.pk, generation.lease_token)
    generation.refresh_from_db()
    kept = Video.objects.filter(generation=generation)
    made = {task["sha256"] for task in engine.sandbox.ledger()["tasks"].values()}
    assert generation.state == State.SUCCEEDED
    assert {video.sha256 for video in kept} == made


def test_the_same_clip_named_twice_is_kept_once(engine: Engine, alice: Any) -> None:
    generation = hold_the_saving(engine, alice)
    twice = generation.result["clips"] * 2
    generation.note(result={"clips": twice})
    save(generation.pk, generation.lease_token)
    assert Video.objects.filter(generation=generation).count() == 1


def test_a_result_that_ends_whoever_saves_it_is_left_alone_after_three(
    engine: Engine, alice: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    generation, starts = hold_the_saving(engine, alice), []

    def dies(*_: Any) -> None:
        starts.append(1)
        raise SystemExit

    monkeypatch.setattr("generations.services.save._kept", dies)
    for _ in range(5):
        generation.refresh_from_db()
        try:
            save(generation.pk, generation.lease_token)
        except SystemExit:
            continue
    generation.refresh_from_db()
    assert len(starts) == 3
    assert (generation.state, generation.price_state) == (State.ATTENTION, "held")


def test_a_clip_that_ends_whoever_draws_it_stays_without_pictures(
    engine: Engine, alice: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine.lost = lambda job: job.endswith(".illustrate")
    generation = ask(alice)
    engine.finish(generation)
    starts: list[int] = []

    def dies(_: Any) -> None:
        starts.append(1)
        raise SystemExit

    monkeypatch.setattr(illustrate, "_make", dies)
    for _ in range(illustrate.TRIES + 2):
        video = generation.videos.get()
        try:
            illustrate.illustrate(video.pk, video.lease_token)
        except SystemExit:
            continue
    assert len(starts) == illustrate.TRIES
    assert generation.videos.get().next_action_at is None


def test_a_result_is_kept_with_every_address_it_came_with() -> None:
    told = watched.result_of(_task("one", "two"))
    assert [clip["url"] for clip in told["clips"]] == ["https://one", "https://two"]


def _task(*names: str) -> Any:
    clips = tuple(Clip(name, f"https://{name}", None) for name in names)
    return Task("t", None, "succeed", "succeed", "", clips, None, None, None, None, {})
