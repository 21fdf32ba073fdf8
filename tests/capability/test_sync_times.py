"""Where a sound lies in its clip: every rule of the document, from both sides.

The clip lasts 5,041 ms and the sound 4,500; face `a` is seen from 0 to 5,000 ms, face
`b` from 3,000 to 5,000.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from .bodies import applied, found
from .things import GOODS, OF_UPLOAD, READY, Known, judge_body

START, END, INSERT = "sound_start_time", "sound_end_time", "sound_insert_time"

#: times, and what is wrong with them: a field and a code, or nothing
ROWS = [
    ({}, None),
    ({END: 4500}, None),
    ({END: 4501}, (END, "beyond_sound")),
    ({END: 10**15}, (END, "beyond_sound")),
    ({START: 2500}, None),
    ({START: 2501}, (START, "too_short_crop")),
    ({START: 4500}, (START, "too_short_crop")),
    ({START: 9999}, (START, "too_short_crop")),
    ({END: 2000}, None),
    ({END: 1999}, (END, "too_short_crop")),
    ({END: 0}, (END, "too_short_crop")),
    ({START: 1000, END: 3000}, None),
    ({START: 1000, END: 2999}, (END, "too_short_crop")),
    ({START: 3000, END: 1000}, (START, "too_short_crop")),
    ({INSERT: 541}, None),
    ({INSERT: 542}, (INSERT, "outside_clip")),
    ({END: 2000, INSERT: 3000}, None),
    ({END: 2000, INSERT: 3001}, (INSERT, "face_not_met")),
    ({END: 2500, INSERT: 2541}, None),
    ({END: 2500, INSERT: 2542}, (INSERT, "outside_clip")),
    ({"face_id": "b"}, (INSERT, "face_not_met")),
    ({"face_id": "b", INSERT: 500}, None),
    ({"face_id": "b", INSERT: 499}, (INSERT, "face_not_met")),
    ({"face_id": "b", END: 2000, INSERT: 3000}, None),
    ({"face_id": "b", END: 2000, INSERT: 2999}, (INSERT, "face_not_met")),
    ({"face_id": "b", END: 2000, INSERT: 3001}, (INSERT, "face_not_met")),
    ({START: -1}, (START, "out_of_range")),
    ({INSERT: -1}, (INSERT, "out_of_range")),
    ({END: 4000.0}, (END, "not_whole")),
    ({END: "4000"}, (END, "wrong_type")),
    ({INSERT: True}, (INSERT, "wrong_type")),
    ({START: float("nan")}, (START, "not_finite")),
]


@pytest.mark.parametrize(("times", "wrong"), ROWS)
def test_a_rule_holds_up_to_its_edge(times, wrong):
    verdict = judge_body({**GOODS["lip_sync"], **times})
    if wrong is None:
        assert found(verdict) == set()
    else:
        assert wrong in found(verdict)


@pytest.mark.parametrize(("times", "wrong"), [row for row in ROWS if row[1]])
def test_a_way_out_mends_what_is_wrong(times, wrong):
    body = {**GOODS["lip_sync"], **times}
    for _ in range(3):
        changes = {}
        for problem in judge_body(body).problems:
            changes |= problem.remedy.set if problem.remedy else {problem.field: None}
        body = applied(body, changes)
    assert judge_body(body).ok


def test_a_sound_longer_than_the_clip_is_cut_to_it():
    short = replace(READY, duration_ms=3000)
    known = Known((short,))
    (problem,) = judge_body({**GOODS["lip_sync"], INSERT: 500}, known).problems
    assert (problem.field, problem.code) == (END, "outside_clip")
    assert problem.remedy.set == {END: 3000, INSERT: 0}
    assert judge_body(applied(GOODS["lip_sync"], problem.remedy.set), known).ok


def test_a_clip_shorter_than_any_crop_asks_for_a_longer_one():
    known = Known((replace(READY, duration_ms=1500),))
    problems = judge_body(GOODS["lip_sync"], known).problems
    assert [p.remedy.text for p in problems] == ["Use a longer clip."]


def test_a_sound_and_a_face_that_cannot_meet_say_so_without_a_number():
    face = replace(READY.faces[1], start_ms=2900, end_ms=4950)
    known = Known((replace(READY, duration_ms=4600, faces=(face,)),))
    body = {**GOODS["lip_sync"], "face_id": "b"}
    (problem,) = judge_body(body, known).problems
    assert problem.code == "face_not_met"
    assert problem.remedy.set == {}
    assert "share 1,600 ms, and need 2,000" in problem.detail


def test_the_length_of_an_uploaded_video_counts_in_the_same_way():
    body = {**GOODS["lip_sync"], "face_session": OF_UPLOAD, INSERT: 3000}
    assert judge_body(body).ok
    assert found(judge_body({**body, INSERT: 7501})) == {
        (INSERT, "outside_clip"),
        (INSERT, "face_not_met"),
    }


def test_times_stay_unjudged_where_the_sound_is_unknown():
    body = {**GOODS["lip_sync"], "audio": "?", END: 50_000}
    assert found(judge_body(body)) >= {("audio", "bad_format")}
    assert (END, "beyond_sound") not in found(judge_body(body))
