"""A lip sync takes one face of a ready session and one sound; who and what is wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from generations.capability.materials import Material

from .bodies import applied, found, only
from .things import (
    CLIP,
    FAILED,
    GOODS,
    LONG_SOUND,
    NOBODY,
    NOW,
    OF_UPLOAD,
    PENDING,
    READY,
    SESSION,
    SHORT_SOUND,
    SOUND,
    Known,
    clip,
    judge_body,
    judge_kind,
)


def judge(known=None, **changes):
    return judge_kind("lip_sync", known, **changes)


def test_what_nobody_said_is_filled_in():
    verdict = judge()
    assert verdict.request == {
        **GOODS["lip_sync"],
        "sound_start_time": 0,
        "sound_end_time": 4500,
        "sound_insert_time": 0,
        "sound_volume": 1,
        "original_audio_volume": 1,
    }
    assert verdict.source_clip == CLIP
    assert judge_body(verdict.request).request == verdict.request


def test_the_price_goes_by_the_started_five_seconds_of_the_clip():
    assert judge().price == Decimal("0.50")
    verdict = judge(face_session=OF_UPLOAD)
    assert verdict.price == Decimal("1.50")
    assert verdict.items == (("lip_sync, 3 x 5 s", Decimal("1.50")),)
    assert verdict.source_clip is None


def test_a_clip_of_five_seconds_to_the_thousandth_costs_one_stretch():
    known = Known((replace(READY, duration_ms=5000),))
    assert judge(known).price == Decimal("0.50")


@pytest.mark.parametrize(
    ("session", "word"), [(PENDING, "still being looked for"), (FAILED, "failed")]
)
def test_a_session_must_be_ready(session, word):
    problem = only(judge(face_session=session))
    assert (problem.field, problem.code) == ("face_session", "not_ready")
    assert word in problem.detail


def test_a_session_that_ran_out_is_no_reason_to_refuse():
    assert judge(Known((replace(READY, expires_at=NOW - timedelta(days=9)),))).ok


def test_a_face_must_be_one_of_the_session():
    problem = only(judge(face_id="nobody"))
    assert (problem.field, problem.code) == ("face_id", "unknown_face")
    assert "3 faces" in problem.detail


def test_the_only_face_is_offered_in_place_of_a_wrong_one():
    known = Known((replace(READY, faces=READY.faces[:1]),))
    problem = only(judge(known, face_id="nobody"))
    assert problem.remedy.set == {"face_id": "a"}
    assert judge_body(applied(GOODS["lip_sync"], problem.remedy.set), known).ok


def test_a_session_without_faces_asks_for_another_clip():
    assert "from the front" in only(judge(face_session=NOBODY)).remedy.text


def test_a_face_that_is_seen_too_briefly_is_told_apart():
    problem = only(judge(face_id="c"))
    assert problem.code == "face_too_short"
    assert problem.detail == (
        "Face (face_id) is seen for 1.999 s. A sound needs 2 s of it."
    )


def test_a_face_whose_span_nobody_knows_is_taken():
    face = replace(READY.faces[0], start_ms=None, end_ms=None)
    assert judge(Known((replace(READY, faces=(face,)),))).ok


def test_a_sound_is_needed_and_one_is_enough():
    assert found(judge(audio=None)) == {("audio", "required")}
    known = Known(audition=True)
    both = judge(known, audio_id="tts-7", sound_end_time=4000)
    assert found(both) == {("audio", "conflict")}


def test_a_spoken_sound_needs_an_operator_to_switch_it_on():
    body = {**GOODS["lip_sync"], "audio": None, "audio_id": "tts-7"}
    body["sound_end_time"] = 4000
    problem = only(judge_body(body))
    assert (problem.field, problem.code) == ("audio_id", "not_offered")
    request = judge_body(body, Known(audition=True)).request or {}
    assert request["audio_id"] == "tts-7"
    assert "audio" not in request


def test_the_end_of_a_spoken_sound_must_be_said_for_nobody_here_knows_it():
    known = Known(audition=True)
    assert found(judge(known, audio=None, audio_id="x")) == {
        ("sound_end_time", "required")
    }


@pytest.mark.parametrize("audio", [SHORT_SOUND, LONG_SOUND])
def test_a_sound_lasts_two_to_sixty_seconds(audio):
    assert found(judge(audio=audio)) == {("audio", "bad_length")}


@pytest.mark.parametrize("seconds", ["2", "60"])
def test_sounds_at_both_limits_are_taken(seconds):
    sound = Material(SOUND, "audio", duration=Decimal(seconds))
    long = replace(READY, duration_ms=60_000)
    assert judge(Known((sound, long))).ok


@pytest.mark.parametrize("name", ["sound_volume", "original_audio_volume"])
@pytest.mark.parametrize(("value", "ok"), [(0, True), (2, True), (2.01, False)])
def test_volumes_go_from_nothing_to_twice(name, value, ok):
    assert judge(**{name: value}).ok is ok


def test_the_clip_behind_the_session_must_be_at_the_gateway_and_out_of_the_trash():
    known = Known((clip(CLIP, upstream_until=NOW, trashed=True),))
    verdict = judge(known)
    assert found(verdict) == {
        ("face_session", "expired_upstream"),
        ("face_session", "in_trash"),
    }
    assert verdict.problems[0].detail == (
        "The clip of the face session is in the trash."
    )


@pytest.mark.parametrize("name", ["model", "mode", "duration"])
def test_there_is_nothing_to_choose(name):
    problem = only(judge(**{name: "v1.6"}))
    assert (problem.field, problem.code) == (name, "follows")
    assert judge_body(applied(GOODS["lip_sync"], problem.remedy.set)).ok


def test_what_is_right_is_known_beside_what_is_wrong():
    verdict = judge(face_id="nobody", sound_volume=0.5)
    assert verdict.values["sound_volume"] == 0.5
    assert verdict.values["face_session"] == SESSION
    assert "face_id" not in verdict.values
