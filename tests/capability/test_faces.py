"""A look for faces takes one clip that the gateway has, or one uploaded video."""

from __future__ import annotations

from decimal import Decimal

import pytest

from generations.capability import against_faces, validate_faces

from .bodies import TABLE, found, only
from .things import (
    CLIP,
    FILM,
    MULTI,
    NOW,
    OLD,
    PICTURE,
    STRANGER,
    TRASHED,
    Known,
    clip,
)


def judge(known=None, **body):
    return validate_faces(body, TABLE, known or Known())


@pytest.mark.parametrize("video", [CLIP, MULTI])
def test_any_clip_may_be_looked_at(video):
    verdict = judge(video=video)
    assert verdict.ok
    assert verdict.clip.id == video
    assert verdict.asset is None
    assert verdict.price == Decimal(0)


def test_an_uploaded_video_may_be_looked_at():
    verdict = judge(asset=FILM)
    assert verdict.ok
    assert verdict.asset.id == FILM


@pytest.mark.parametrize(("seconds", "ok"), [("60", True), ("60.001", False)])
def test_a_clip_lasts_at_most_a_minute(seconds, ok):
    long = clip(CLIP, duration=Decimal(seconds))
    verdict = judge(Known((long,)), video=CLIP)
    assert verdict.ok is ok
    assert ok or found(verdict) == {("video", "too_long_for_faces")}
    assert bool(against_faces(long, NOW)) is not ok


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ({}, ("video", "required")),
        ({"video": CLIP, "asset": FILM}, ("asset", "conflict")),
        ({"video": STRANGER}, ("video", "unknown_id")),
        ({"video": FILM}, ("video", "unknown_id")),
        ({"video": "x"}, ("video", "bad_format")),
        ({"video": 5}, ("video", "wrong_type")),
        ({"video": TRASHED}, ("video", "in_trash")),
        ({"video": OLD}, ("video", "expired_upstream")),
        ({"asset": STRANGER}, ("asset", "unknown_id")),
        ({"asset": PICTURE}, ("asset", "wrong_purpose")),
        ({"asset": []}, ("asset", "wrong_type")),
        ({"asset": FILM, "video_url": "x"}, ("video_url", "unknown_field")),
    ],
)
def test_the_field_and_the_rule_are_named(body, wrong):
    verdict = validate_faces(body, TABLE, Known())
    assert found(verdict) == {wrong}
    assert verdict.clip is verdict.asset is None


@pytest.mark.parametrize("body", [None, 5, [], "x", [{"video": CLIP}]])
def test_what_is_not_an_object_is_one_problem_of_the_whole(body):
    problem = only(validate_faces(body, TABLE, Known()))
    assert (problem.field, problem.code) == ("non_field", "not_an_object")


def test_the_realms_never_mix():
    known = Known(sandbox=True)
    assert found(judge(known, video=CLIP)) == {("video", "sandbox_mismatch")}
    assert found(judge(known, asset=FILM)) == {("asset", "sandbox_mismatch")}
