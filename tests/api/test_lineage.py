"""A clip knows its family: what it came from and what came of it."""

from __future__ import annotations

from typing import Any

import pytest

from generations import wiring
from generations.models import Video, tables_in_force
from generations.services import lineage
from generations.services.trash import remove_video, trash_video

from .caller import Caller


def child(who: Caller, parent: Video, kind: str = "video_extend") -> Video:
    family = parent.family or parent.pk
    return who.keep_clip(pictures=False, source_video=parent, family=family, kind=kind)


def tree(who: Caller, clip: Video) -> dict[str, Any]:
    answer = who.get(f"videos/{clip.pk}/lineage/")
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()
    return found


@pytest.fixture
def family(alice: Caller) -> list[Video]:
    """A clip, its extension, a lip sync of that, and another that goes on from it."""
    first = alice.keep_clip(pictures=False)
    longer = child(alice, first)
    return [
        first,
        longer,
        child(alice, longer, "lip_sync"),
        child(alice, first, "image2video"),
    ]


@pytest.mark.parametrize("asked", range(4))
def test_every_member_shows_the_whole_family(alice: Caller, family: Any, asked: int):
    found = tree(alice, family[asked])
    first, longer, synced, continued = (str(clip.pk) for clip in family)
    assert [node["id"] for node in found["nodes"]] == [first, longer, synced, continued]
    edges = {(edge["from"], edge["to"], edge["kind"]) for edge in found["edges"]}
    assert edges == {
        (first, longer, "extend"),
        (longer, synced, "lip_sync"),
        (first, continued, "continue"),
    }
    assert found["more"] is False


def test_a_clip_without_family_is_alone(alice: Caller):
    alone = alice.keep_clip(pictures=False)
    found = tree(alice, alone)
    assert [node["id"] for node in found["nodes"]] == [str(alone.pk)]
    assert found["edges"] == []


def test_a_removed_clip_leaves_its_family_together(alice: Caller, family: Any):
    first, longer, *_ = family
    trash_video(longer)
    remove_video(Video.objects.get(pk=longer.pk))
    found = tree(alice, first)
    assert len(found["nodes"]) == 3
    assert [edge["kind"] for edge in found["edges"]] == ["continue"]


def test_a_clip_in_the_trash_is_shown_as_such(alice: Caller, family: Any):
    trash_video(family[1])
    nodes = tree(alice, family[0])["nodes"]
    assert [node["trashed_at"] is None for node in nodes] == [True, False, True, True]


def test_of_a_large_family_the_nearest_are_shown(
    alice: Caller, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(lineage, "MOST_SHOWN", 3)
    chain = [alice.keep_clip(pictures=False)]
    for _ in range(5):
        chain.append(child(alice, chain[-1]))
    found = tree(alice, chain[4])
    assert [node["id"] for node in found["nodes"]] == [str(c.pk) for c in chain[3:6]]
    assert len(found["edges"]) == 2
    assert found["more"] is True


def test_a_deep_family_costs_as_many_queries_as_a_small_one(
    alice: Caller, django_assert_num_queries, monkeypatch: pytest.MonkeyPatch
):
    clip = alice.keep_clip(pictures=False)
    alice.get("me/")
    monkeypatch.setattr(tables_in_force, "LOOK_EVERY", 3600.0)
    wiring.table()
    with django_assert_num_queries(5):
        tree(alice, clip)
    last = clip
    for _ in range(10):
        last = child(alice, last)
    with django_assert_num_queries(5):
        tree(alice, last)
