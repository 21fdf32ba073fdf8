"""An extension is made of a clip that the gateway has, extends, and lets grow."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from generations.capability import against_extending

from .bodies import TABLE, applied, found, only
from .things import (
    CLIP,
    GOODS,
    MASTER,
    MULTI,
    NOW,
    OLD,
    STRANGER,
    SYNCED,
    TRASHED,
    Known,
    clip,
    judge_body,
    judge_kind,
)


def judge(known=None, **changes):
    return judge_kind("video_extend", known, **changes)


def of(**changes):
    """Know the clip with some changes."""
    return Known((clip(CLIP, **changes),))


def test_model_and_mode_are_the_clips_and_there_is_no_length():
    verdict = judge(of(mode="pro"), prompt="It runs on")
    assert verdict.request == {
        "kind": "video_extend",
        "model": "v1.6",
        "mode": "pro",
        "video": CLIP,
        "prompt": "It runs on",
    }
    assert verdict.price == Decimal("3.50")
    assert verdict.source_clip == CLIP
    assert judge_body(verdict.request, of(mode="pro")) == verdict


def test_the_prompt_may_be_left_out():
    assert judge().ok
    assert "prompt" not in judge(prompt=" ").request


@pytest.mark.parametrize(
    ("name", "value"),
    [("model", "v2.6"), ("model", 5), ("mode", "pro"), ("mode", []), ("duration", 5)],
)
def test_a_choice_that_is_not_the_clips_is_refused_and_may_be_left_out(name, value):
    problem = only(judge(**{name: value}))
    assert (problem.field, problem.code) == (name, "follows")
    mended = applied({**GOODS["video_extend"], name: value}, problem.remedy.set)
    assert judge_body(mended).ok


def test_the_clips_own_choices_may_be_repeated():
    assert judge(model="v1.6", mode="std", duration=None).ok


@pytest.mark.parametrize("kind", ["text2video", "image2video", "video_extend"])
def test_clips_from_words_or_a_picture_and_their_extensions_are_extended(kind):
    assert judge(of(kind=kind)).ok


@pytest.mark.parametrize("video", [MULTI, SYNCED])
def test_clips_of_other_kinds_are_not_extended(video):
    problem = only(judge(video=video))
    assert (problem.field, problem.code) == ("video", "not_extendable")
    assert problem.remedy.text.startswith("Continue it instead")


@pytest.mark.parametrize(
    ("model", "mode"),
    [("v2.1", "std"), ("v2.1-master", None), ("v2.5-turbo", "pro"), ("v2.6", "pro")],
)
def test_clips_of_other_models_are_refused_with_the_reason_of_the_table(model, mode):
    problem = only(judge(of(model=model, mode=mode)))
    reason = TABLE.cell("video_extend", model, mode, None).reason
    assert problem.code == "not_extendable"
    assert problem.detail == f"Clip (video) cannot be extended. {reason}"


def test_clips_of_a_model_that_was_taken_out_of_the_table_are_refused():
    assert only(judge(of(model="v0", mode=None))).code == "not_extendable"


@pytest.mark.parametrize(
    ("until", "ok"),
    [(NOW + timedelta(seconds=1), True), (NOW, False), (None, False)],
)
def test_the_gateway_must_still_have_its_copy(until, ok):
    verdict = judge(of(upstream_until=until))
    assert verdict.ok is ok
    assert ok or found(verdict) == {("video", "expired_upstream")}


def test_an_expired_clip_is_told_since_when_and_that_ours_is_safe():
    problem = only(judge(video=OLD))
    assert problem.detail == (
        "Clip (video) is no longer at the gateway since 2026-05-20. "
        "Your own copy is safe."
    )


@pytest.mark.parametrize(("seconds", "ok"), [("175", True), ("175.001", False)])
def test_a_chain_stays_within_three_minutes(seconds, ok):
    verdict = judge(of(chain_seconds=Decimal(seconds)))
    assert verdict.ok is ok
    assert ok or found(verdict) == {("video", "too_long_chain")}


def test_a_clip_in_the_trash_is_to_be_restored_first():
    problem = only(judge(video=TRASHED))
    assert (problem.field, problem.code) == ("video", "in_trash")


def test_everything_against_a_clip_is_told_at_once():
    known = of(kind="lip_sync", trashed=True, upstream_until=None, sandbox=True)
    assert {code for _, code in found(judge(known, prompt=5))} == {
        *("sandbox_mismatch", "in_trash", "expired_upstream", "not_extendable"),
        "wrong_type",
    }


def test_a_word_that_no_model_has_is_told_beside_an_unknown_clip():
    verdict = judge(video=STRANGER, model="v9", mode="ultra")
    assert found(verdict) == {
        ("video", "unknown_id"),
        ("model", "unknown_value"),
        ("mode", "unknown_value"),
    }


def test_a_gallery_learns_the_same_without_a_request():
    master = clip(MASTER, model="v2.1-master", mode=None)
    (problem,) = against_extending(TABLE, master, NOW)
    assert problem == only(judge(video=MASTER))
    assert against_extending(TABLE, clip(CLIP), NOW) == ()
