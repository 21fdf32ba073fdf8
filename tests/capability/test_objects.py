"""An id names one of one's own objects, made for its field, in the realm at work."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generations.capability import validate

from .bodies import TABLE, found, only
from .things import (
    CLIP,
    GOODS,
    MASK,
    MATERIALS,
    PICTURE,
    READY,
    SMALL,
    SOUND,
    STRANGER,
    TAIL,
    Known,
    area,
    clip,
    judge_body,
    judge_kind,
)

#: kind, the field that names an object, its dotted place, a value with an id, what
PLACES = [
    ("image2video", "image", "image", lambda id: id),
    ("image2video", "image_tail", "image_tail", lambda id: id),
    ("image2video", "static_mask", "static_mask", lambda id: id),
    (
        "image2video",
        "dynamic_masks",
        "dynamic_masks.1.mask",
        lambda id: [area(), area(mask=id)],
    ),
    (
        "multi_image2video",
        "image_list",
        "image_list.2",
        lambda id: [PICTURE, SMALL, id],
    ),
    ("video_extend", "video", "video", lambda id: id),
    ("lip_sync", "face_session", "face_session", lambda id: id),
    ("lip_sync", "audio", "audio", lambda id: id),
]
IDS = [place for _, _, place, _ in PLACES]
UPLOADS = [row for row in PLACES if row[1] not in ("video", "face_session")]


@pytest.mark.parametrize(("kind", "name", "place", "value"), PLACES, ids=IDS)
def test_an_id_of_nobody_is_unknown_in_its_place(kind, name, place, value):
    verdict = judge_kind(kind, mode=None, **{name: value(STRANGER)})
    assert (place, "unknown_id") in found(verdict)
    assert verdict.request is None


@pytest.mark.parametrize(("kind", "name", "place", "value"), PLACES, ids=IDS)
@pytest.mark.parametrize("wrong", ["https://example.org/a", "iVBORw0KGgo=", "", "7"])
def test_what_is_not_an_id_is_told_what_it_should_be(kind, name, place, value, wrong):
    verdict = judge_kind(kind, **{name: value(wrong)})
    assert (place, "bad_format") in found(verdict)


@pytest.mark.parametrize(("kind", "name", "place", "value"), PLACES, ids=IDS)
@pytest.mark.parametrize("wrong", [5, True, {}, [CLIP], 1.5])
def test_what_is_no_text_is_no_id(kind, name, place, value, wrong):
    verdict = judge_kind(kind, **{name: value(wrong)})
    assert (place, "wrong_type") in found(verdict)


@pytest.mark.parametrize(("kind", "name", "place", "value"), UPLOADS)
def test_an_upload_for_another_use_is_told_its_own(kind, name, place, value):
    wrong = SOUND if "audio" not in name else PICTURE
    verdict = judge_kind(kind, **{name: value(wrong)})
    (problem,) = [p for p in verdict.problems if p.code == "wrong_purpose"]
    assert problem.field == place
    assert problem.detail.endswith("`image`." if name == "audio" else "`audio`.")


@pytest.mark.parametrize("kind", GOODS)
def test_upper_case_ids_mean_the_same_and_are_kept_in_lower_case(kind):
    loud = {
        name: value.upper() if isinstance(value, str) and len(value) == 36 else value
        for name, value in GOODS[kind].items()
    }
    assert judge_body(loud).request == judge_body(GOODS[kind]).request


@pytest.mark.parametrize("sandbox", [True, False])
def test_uploads_of_the_other_realm_are_refused_where_they_stand(sandbox):
    here = tuple(replace(each, sandbox=sandbox) for each in MATERIALS)
    known = Known(here, sandbox=sandbox)
    body = {**GOODS["image2video"], "mode": "pro", "image_tail": TAIL}
    assert judge_body(body, known).ok
    elsewhere = replace(known, sandbox=not sandbox)
    verdict = judge_body(body, elsewhere)
    assert found(verdict) == {
        ("image", "sandbox_mismatch"),
        ("image_tail", "sandbox_mismatch"),
    }
    words = ("in the sandbox", "live") if sandbox else ("live", "in the sandbox")
    assert verdict.problems[0].detail == (
        f"First frame (image) was made {words[0]}, and the studio works {words[1]}. "
        "The two never mix."
    )


def test_clips_of_the_sandbox_are_not_extended_live():
    known = Known((clip(CLIP, sandbox=True),))
    problem = only(judge_kind("video_extend", known))
    assert (problem.field, problem.code) == ("video", "sandbox_mismatch")


def test_faces_of_the_sandbox_are_not_synced_live():
    known = Known((replace(READY, sandbox=True),))
    problem = only(judge_kind("lip_sync", known))
    assert (problem.field, problem.code) == ("face_session", "sandbox_mismatch")


def test_all_uploads_are_asked_for_at_once():
    known = Known()
    body = {**GOODS["image2video"], "static_mask": MASK, "dynamic_masks": [area()] * 6}
    assert judge_body(body, known).ok
    assert known.asked == [sorted([PICTURE, MASK])]


def test_nothing_is_asked_for_where_nothing_is_named():
    known = Known()
    assert judge_body(GOODS["text2video"], known).ok
    assert known.asked == []


def test_who_knows_no_objects_refuses_them_all():
    verdict = validate(GOODS["text2video"], TABLE)
    assert verdict.ok
