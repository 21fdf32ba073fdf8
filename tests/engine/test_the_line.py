"""One request, sent once, kept for good."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from generations import wiring
from generations.media.container import inspect
from generations.models import Change, Generation, LedgerEntry, State, Video, Wallet

from .studio import Engine, ask, person


def test_a_request_becomes_a_clip_that_is_kept(
    engine: Engine, alice: Any, tmp_path: Path
) -> None:
    generation = ask(alice, aspect_ratio="9:16")
    engine.finish(generation)
    video = Video.objects.get(generation=generation)
    copy = tmp_path / "copy.mp4"
    copy.write_bytes(b"".join(wiring.vault().read(video.file, 0, video.size)))
    facts = inspect(copy)
    assert generation.state == State.SUCCEEDED
    assert (facts.width, facts.height) == (720, 1280) == (video.width, video.height)
    assert abs(facts.duration - 5) <= Decimal("0.5")


def test_the_kept_file_is_what_the_gateway_served(engine: Engine, alice: Any) -> None:
    generation = ask(alice)
    engine.finish(generation)
    video = generation.videos.get()
    kept = b"".join(wiring.vault().read(video.file, 0, video.size))
    [task] = engine.sandbox.ledger()["tasks"].values()
    assert hashlib.sha256(kept).hexdigest() == video.sha256 == task["sha256"]


def test_one_request_is_one_create_under_its_own_id(engine: Engine, alice: Any) -> None:
    generation = ask(alice)
    engine.finish(generation)
    [create] = engine.creates()
    assert create["external_task_id"] == generation.own_id


def test_success_spends_what_was_held(engine: Engine, alice: Any) -> None:
    generation = ask(alice)
    held = Wallet.objects.get(owner=alice)
    engine.finish(generation)
    spent = Wallet.objects.get(owner=alice)
    assert (held.balance, held.held) == (1000, generation.credits)
    assert (spent.balance, spent.held) == (1000 - generation.credits, 0)


def test_a_task_that_fails_gives_the_hold_back_with_the_reason(
    engine: Engine, alice: Any
) -> None:
    generation = ask(alice, prompt="A storm [fail]")
    engine.finish(generation)
    wallet = Wallet.objects.get(owner=alice)
    assert generation.state == State.FAILED
    assert generation.reason_text
    assert (wallet.balance, wallet.held) == (1000, 0)


def test_content_rules_end_it_before_a_task_exists(engine: Engine, alice: Any) -> None:
    generation = ask(alice, prompt="Something [refuse] worthy")
    engine.finish(generation)
    assert (generation.state, generation.reason_cause) == ("failed", "content")
    assert engine.creates() == []


def test_each_generation_has_one_hold_and_one_end(engine: Engine, alice: Any) -> None:
    done = [ask(alice), ask(alice, prompt="Rain [fail]")]
    engine.finish(*done)
    for generation in done:
        kinds = LedgerEntry.objects.filter(generation=generation).values_list("kind")
        assert sorted(k for (k,) in kinds)[-1] in ("hold", "release")
        assert len(kinds) == 2


def test_the_pictures_of_a_clip_follow_it(engine: Engine, alice: Any) -> None:
    generation = ask(alice)
    engine.finish(generation)
    ready = Video.objects.filter(generation=generation).exclude(preview="")
    engine.until(ready.exists)
    video = ready.get()
    assert [width for width, _ in video.posters] == [320, 640, 1280]
    assert wiring.vault().exists(video.preview)


def test_the_feed_tells_of_the_generation_and_the_clip(
    engine: Engine, alice: Any
) -> None:
    generation = ask(alice)
    engine.finish(generation)
    told = set(Change.objects.filter(user=alice).values_list("type", "object_id"))
    video = generation.videos.get()
    assert {("generation", generation.pk), ("video", video.pk)} <= told


def test_nobody_else_sees_it(engine: Engine, alice: Any, bob: Any) -> None:
    generation = ask(alice)
    engine.finish(generation)
    assert not Generation.objects.visible_to(bob).exists()
    assert not Video.objects.visible_to(bob).exists()


@pytest.mark.parametrize("lost", ["submit", "poll", "save", "illustrate"])
def test_a_lost_bell_is_made_up_for(engine: Engine, lost: str) -> None:
    carol = person("carol@example.com")
    once = [True]

    def lose_once(job: str) -> bool:
        return job.endswith(f".{lost}") and bool(once) and once.pop()

    engine.lost = lose_once
    generation = ask(carol)
    engine.finish(generation)
    assert generation.state == State.SUCCEEDED
    assert len(engine.creates()) == 1
    assert not once
