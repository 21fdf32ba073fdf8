"""Masks have the picture's size, and paths stay inside it: both sides of each edge."""

from __future__ import annotations

import pytest

from .bodies import applied, found
from .things import (
    CLIP,
    FRAME,
    GOODS,
    MASK,
    MASK_2,
    PICTURE,
    SMALL,
    SMALL_MASK,
    TAIL,
    WRONG_MASK,
    area,
    judge_body,
    judge_kind,
    path,
)


def judge(**changes):
    return judge_kind("image2video", **changes)


@pytest.mark.parametrize("point", [(0, 0), (1279, 719), (0, 719), (1279, 0)])
def test_a_path_may_touch_every_edge_of_the_picture(point):
    assert judge(dynamic_masks=[area((5, 5), point)]).ok


@pytest.mark.parametrize(
    ("point", "axis", "near"),
    [
        ((-1, 0), "x", 0),
        ((1280, 0), "x", 1279),
        ((0, -1), "y", 0),
        ((0, 720), "y", 719),
        ((0, 10**5000), "y", 719),
    ],
)
def test_a_point_outside_the_picture_is_named_with_the_nearest_inside(
    point, axis, near
):
    body = {**GOODS["image2video"], "dynamic_masks": [area(), area((5, 5), point)]}
    (problem,) = judge_body(body).problems
    assert problem.field == f"dynamic_masks.1.trajectories.1.{axis}"
    assert problem.code == "out_of_range"
    assert problem.remedy.set == {problem.field: near}
    assert judge_body(applied(body, problem.remedy.set)).ok


def test_a_point_is_told_in_words_that_people_count_with():
    (problem,) = judge(dynamic_masks=[area((5, 5), (1280, 5))]).problems
    assert problem.detail == (
        "x of point 2 of area 1 is 1280. It goes from 0 to 1,279."
    )


def test_points_are_measured_even_beside_others_that_cannot_be_read():
    wrong = [{"x": 5000, "y": 1}, {"x": "1", "y": 1}, {"x": 1, "y": 1.5}, {"x": 1}]
    verdict = judge(dynamic_masks=[{"mask": MASK, "trajectories": wrong}])
    way = "dynamic_masks.0.trajectories"
    assert found(verdict) == {
        (f"{way}.0.x", "out_of_range"),
        (f"{way}.1.x", "wrong_type"),
        (f"{way}.2.y", "not_whole"),
        (f"{way}.3.y", "required"),
    }


@pytest.mark.parametrize(("count", "ok"), [(1, False), (2, True), (77, True)])
def test_a_path_has_2_to_77_points(count, ok):
    points = [(n, n) for n in range(count)]
    verdict = judge(dynamic_masks=[{"mask": MASK, "trajectories": path(*points)}])
    assert verdict.ok is ok


def test_78_points_are_one_too_many():
    verdict = judge(dynamic_masks=[area(*[(n, n) for n in range(78)])])
    assert found(verdict) == {("dynamic_masks.0.trajectories", "too_many")}


def test_of_many_wrong_points_twenty_are_told_and_the_rest_counted():
    verdict = judge(dynamic_masks=[area(*[(5000, 5000)] * 77)])
    told = [p for p in verdict.problems if p.code == "out_of_range"]
    (rest,) = [p for p in verdict.problems if p.code == "and_more"]
    assert len(told) == 20
    assert rest.detail == "Path of area 1 has 134 more problems like these."


@pytest.mark.parametrize(("count", "ok"), [(1, True), (6, True), (7, False)])
def test_there_are_up_to_six_areas(count, ok):
    verdict = judge(dynamic_masks=[area()] * count)
    assert verdict.ok is ok
    assert ok or found(verdict) == {("dynamic_masks", "too_many")}


def test_every_mask_of_another_size_than_the_picture_is_named():
    areas = [area(), area(mask=WRONG_MASK), area(mask=SMALL_MASK)]
    verdict = judge(static_mask=WRONG_MASK, dynamic_masks=areas)
    assert found(verdict) == {
        ("static_mask", "wrong_size"),
        ("dynamic_masks.1.mask", "wrong_size"),
        ("dynamic_masks.2.mask", "wrong_size"),
    }
    told = {problem.field: problem.detail for problem in verdict.problems}
    assert told["dynamic_masks.2.mask"] == (
        "Mask of area 3 has 640 x 480 pixels, First frame (image) has 1280 x 720. "
        "Both must be equal."
    )


def test_masks_of_an_unknown_picture_are_held_to_each_other():
    areas = [area(), area(mask=SMALL_MASK)]
    verdict = judge(image="?", static_mask=MASK_2, dynamic_masks=areas)
    assert ("dynamic_masks.1.mask", "wrong_size") in found(verdict)
    assert ("static_mask", "wrong_size") not in found(verdict)


def test_a_picture_is_measured_as_it_is_and_not_as_another():
    verdict = judge(image=SMALL, dynamic_masks=[area((639, 479), (640, 480))])
    way = "dynamic_masks.0"
    assert found(verdict) == {
        (f"{way}.mask", "wrong_size"),
        (f"{way}.trajectories.1.x", "out_of_range"),
        (f"{way}.trajectories.1.y", "out_of_range"),
    }


def test_a_frame_of_a_clip_continues_that_clip():
    assert judge(image=FRAME).source_clip == CLIP
    assert judge(image=PICTURE).source_clip is None
    assert judge(image_tail=TAIL, mode="pro").source_clip is None
