"""Every cell of image2video and every field it may take: taken, or refused in words."""

from __future__ import annotations

import pytest

from .bodies import TABLE, applied, found
from .things import GOODS, MASK, TAIL, Known, area, judge_body

FIELDS = {
    "image_tail": TAIL,
    "static_mask": MASK,
    "dynamic_masks": [area()],
    "camera_control": {"type": "down_back"},
    "cfg_scale": 0.5,
    "sound": "on",
    "negative_prompt": "rain",
    "prompt": "A fox turns its head",
    "aspect_ratio": "1:1",
}
CELLS = [*TABLE.offered("image2video")]


def body_of(cell):
    chosen = {"model": cell.model, "mode": cell.mode, "duration": cell.duration}
    return {**GOODS["image2video"], **chosen}


@pytest.mark.parametrize("name", FIELDS)
@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: cell.label)
def test_a_field_is_taken_where_its_cell_says_so_and_else_refused_with_a_way_out(
    cell, name
):
    verdict = judge_body({**body_of(cell), name: FIELDS[name]})
    if cell.takes(name):
        assert verdict.ok
        assert verdict.request[name] == FIELDS[name]
        return
    (problem,) = verdict.problems
    assert (problem.field, problem.code) == (name, "not_offered")
    assert problem.detail.endswith(cell.feature(name).reason)
    mended = applied(body_of(cell) | {name: FIELDS[name]}, problem.remedy.set)
    assert judge_body(mended).ok


def test_an_end_frame_in_std_is_told_what_pro_costs():
    verdict = judge_body({**GOODS["image2video"], "image_tail": TAIL})
    (problem,) = verdict.problems
    assert problem.detail == (
        "End frame (image_tail) is not offered with v1.6 std, 5 s. "
        "The end frame needs pro."
    )
    assert problem.remedy.text == "Switch to pro, +1.50 credits."
    assert problem.remedy.set == {"mode": "pro"}
    assert f"{problem.remedy.credits}" == "1.50"


PRO = {**GOODS["image2video"], "mode": "pro"}


@pytest.mark.parametrize(
    ("changes", "clashes"),
    [
        ({"image_tail": TAIL, "static_mask": MASK}, {"image_tail"}),
        ({"image_tail": TAIL, "dynamic_masks": [area()]}, {"image_tail"}),
        ({"image_tail": TAIL, "camera_control": {"type": "down_back"}}, {"image_tail"}),
        (
            {"dynamic_masks": [area()], "camera_control": {"type": "down_back"}},
            {"dynamic_masks"},
        ),
        (
            {"static_mask": MASK, "camera_control": {"type": "down_back"}},
            {"static_mask"},
        ),
        ({"model": "v2.6", "image_tail": TAIL, "sound": "on"}, {"image_tail"}),
    ],
)
def test_ways_to_steer_clash_and_each_clash_is_told_once(changes, clashes):
    verdict = judge_body({**PRO, **changes})
    assert found(verdict) == {(name, "conflict") for name in clashes}
    assert len(verdict.problems) == len(clashes)
    (problem,) = verdict.problems
    assert judge_body(applied({**PRO, **changes}, problem.remedy.set)).ok


@pytest.mark.parametrize(
    "changes",
    [
        {"static_mask": MASK, "dynamic_masks": [area()]},
        {"model": "v2.6", "image_tail": TAIL, "sound": "off"},
        {"model": "v2.6", "sound": "on"},
        {"dynamic_masks": [], "camera_control": {"type": "down_back"}},
    ],
)
def test_what_does_not_clash_goes_together(changes):
    assert judge_body({**PRO, **changes}).ok


def test_an_end_frame_alone_is_taken_by_v1_6_pro():
    verdict = judge_body({**PRO, "image": None, "image_tail": TAIL})
    assert verdict.ok
    assert "image" not in (verdict.request or {})


@pytest.mark.parametrize("model", ["v2.1", "v2.5-turbo", "v2.6"])
def test_an_end_frame_alone_is_led_to_the_model_that_takes_it(model):
    body = {**PRO, "model": model, "image": None, "image_tail": TAIL}
    (problem,) = judge_body(body).problems
    assert (problem.field, problem.code) == ("image", "needed")
    assert "switch to v1.6 pro" in problem.remedy.text
    assert judge_body(applied(body, problem.remedy.set)).ok


def test_a_switch_at_the_same_price_says_so():
    body = {**PRO, "model": "v2.1", "image": None, "image_tail": TAIL}
    (problem,) = judge_body(body).problems
    assert problem.remedy.text == (
        "Add `image`, or switch to v1.6 pro, at the same price."
    )


def test_masks_without_a_first_frame_are_told_what_is_missing_once_each():
    verdict = judge_body({**GOODS["image2video"], "image": None, "static_mask": MASK})
    assert found(verdict) == {("image", "needed")}
    assert len(verdict.problems) == 1


def test_neither_frame_is_a_missing_first_frame():
    verdict = judge_body({**GOODS["image2video"], "image": None})
    assert found(verdict) == {("image", "required")}


def test_all_that_is_wrong_with_a_picture_request_comes_at_once():
    known = Known()
    body = {
        "kind": "image2video",
        "model": "v2.6",
        "mode": "std",
        "image": "https://example.org/a.png",
        "image_tail": MASK,
        "dynamic_masks": [area((0, 0), (1280, 0))],
        "cfg_scale": 2,
        "sound": "loud",
        "prompt": 5,
        "title": "\0",
    }
    assert {problem.field for problem in judge_body(body, known).problems} >= {
        *("mode", "image", "image_tail", "dynamic_masks", "cfg_scale"),
        *("sound", "prompt", "title"),
    }
    assert known.asked == [sorted([MASK])]
