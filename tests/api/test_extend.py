"""A clip is extended by its own address, or by a whole request that names it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from generations.models import GatewayAccount, Generation, Video

from .caller import Caller, codes


@pytest.fixture
def clip(alice: Caller) -> Video:
    return alice.keep_clip(pictures=False, model="v1.6", mode="pro")


def extend(who: Caller, clip: Video, body: Any = None, **headers: str) -> Any:
    return who.post(f"videos/{clip.pk}/extend/", body or {}, **headers)


def test_the_short_form_says_what_the_whole_one_says(alice: Caller, clip: Video):
    short = extend(alice, clip, {"prompt": "On and on", "title": "Longer"})
    assert short.status_code == 201
    made = short.json()
    assert made["request"] == {
        "kind": "video_extend",
        "model": "v1.6",
        "mode": "pro",
        "video": str(clip.pk),
        "prompt": "On and on",
    }
    whole = alice.post("generations/", made["request"]).json()
    assert whole["request"] == made["request"]
    assert whole["price"] == made["price"]
    assert (made["title"], made["duration"]) == ("Longer", None)


def test_it_names_its_source_and_is_bound_to_its_account(alice: Caller, clip: Video):
    made = extend(alice, clip).json()
    assert made["source_video"] == str(clip.pk)
    row = Generation.objects.get(pk=made["id"])
    assert row.bound_to == GatewayAccount.objects.get() == clip.account


def test_the_same_key_makes_one_extension(alice: Caller, clip: Video):
    first = extend(alice, clip, Idempotency_Key="k")
    again = extend(alice, clip, Idempotency_Key="k")
    assert first.json()["id"] == again.json()["id"]
    assert Generation.objects.filter(kind="video_extend").count() == 1


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"video": "0" * 32}, ("video", "unknown_field")),
        ({"kind": "video_extend"}, ("kind", "unknown_field")),
        ({"duration": 5}, ("duration", "follows")),
        ({"model": "v2.6"}, ("model", "follows")),
        ({"prompt": "x" * 2501}, ("prompt", "too_long")),
        ({"cfg_scale": 1}, ("cfg_scale", "unknown_field")),
        ([], ("non_field", "not_an_object")),
    ],
)
def test_a_bad_body_is_refused_by_the_field(
    alice: Caller, clip: Video, body: Any, code: Any
):
    answer = alice.post(f"videos/{clip.pk}/extend/", body)
    assert answer.status_code == 400
    assert code in codes(answer)
    assert not Generation.objects.filter(kind="video_extend").exists()


def test_anothers_clip_is_not_there_in_either_form(
    alice: Caller, bob: Caller, clip: Video
):
    assert extend(bob, clip).status_code == 404
    body = {"kind": "video_extend", "video": str(clip.pk)}
    theirs = bob.post("generations/", body).json()
    missing = bob.post("generations/", body | {"video": str(UUID(int=0))}).json()
    assert theirs["errors"] == missing["errors"]
    assert theirs["errors"][0]["code"] == "unknown_id"


def test_a_batch_extends_and_makes_side_by_side(alice: Caller, clip: Video):
    body = {"kind": "video_extend", "video": str(clip.pk)}
    made = alice.post("batches/", {"generations": [body], "takes": 2}).json()
    assert {each["source_video"] for each in made["generations"]} == {str(clip.pk)}
