"""What becomes of a good body of each kind: a request that is taken unchanged."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from .bodies import TABLE
from .things import (
    CLIP,
    GOODS,
    MASK,
    PICTURE,
    SMALL,
    Known,
    accepted_kind,
    area,
    clip,
    judge_body,
    judge_kind,
)

FULL: dict[str, dict[str, Any]] = {
    "image2video": {
        "prompt": "A fox",
        "negative_prompt": "rain",
        "cfg_scale": 0.3,
        "static_mask": MASK,
        "dynamic_masks": [area(), area((1, 2), (3, 4))],
    },
    "multi_image2video": {"negative_prompt": "rain", "aspect_ratio": "1:1"},
    "video_extend": {"prompt": "It runs on"},
    "lip_sync": {"sound_start_time": 500, "sound_insert_time": 10, "sound_volume": 0},
}


@pytest.mark.parametrize("kind", GOODS)
def test_a_request_is_taken_unchanged(kind):
    for body in (GOODS[kind], {**GOODS[kind], **FULL.get(kind, {})}):
        first = judge_body(body)
        assert first.ok
        again = judge_body(first.request)
        assert (again.request, again.items) == (first.request, first.items)
        assert json.loads(json.dumps(first.request)) == first.request


@pytest.mark.parametrize("kind", FULL)
def test_every_field_that_was_given_is_in_the_request(kind):
    verdict = judge_kind(kind, **FULL[kind])
    assert FULL[kind].items() <= verdict.request.items()
    assert FULL[kind].items() <= verdict.values.items()


def test_a_clip_from_a_picture_is_asked_for_with_its_defaults():
    assert accepted_kind("image2video") == {
        "kind": "image2video",
        "model": "v1.6",
        "mode": "std",
        "duration": 5,
        "image": PICTURE,
    }
    assert accepted_kind("image2video", model="v2.6") == {
        "kind": "image2video",
        "model": "v2.6",
        "mode": "pro",
        "duration": 5,
        "image": PICTURE,
        "sound": "off",
    }


def test_a_clip_from_pictures_keeps_their_order():
    request = judge_kind("multi_image2video", image_list=[SMALL, PICTURE]).request
    assert request["image_list"] == [SMALL, PICTURE]
    assert request["aspect_ratio"] == "16:9"


@pytest.mark.parametrize(("count", "ok"), [(1, True), (4, True), (5, False)])
def test_one_to_four_pictures_are_taken(count, ok):
    assert judge_kind("multi_image2video", image_list=[PICTURE] * count).ok is ok


def test_sound_doubles_the_price_of_a_clip_from_a_picture():
    plain = judge_kind("image2video", model="v2.6")
    loud = judge_kind("image2video", model="v2.6", sound="on")
    assert (plain.price, loud.price) == (Decimal("2.50"), Decimal("5.00"))


def test_an_area_is_kept_as_it_was_painted():
    areas = [area((0, 0), (1279, 719))]
    assert judge_kind("image2video", dynamic_masks=areas).request["dynamic_masks"] == (
        areas
    )


def test_an_empty_list_of_areas_says_nothing():
    assert "dynamic_masks" not in accepted_kind("image2video", dynamic_masks=[])


@pytest.mark.parametrize(
    "cell", TABLE.offered("multi_image2video"), ids=lambda c: c.label
)
def test_each_cell_of_several_pictures_makes_a_request(cell):
    verdict = judge_kind(
        "multi_image2video", mode=cell.mode, duration=str(cell.duration)
    )
    assert verdict.cell is cell
    assert verdict.request["duration"] == cell.duration


@pytest.mark.parametrize("cell", TABLE.offered("video_extend"), ids=lambda c: c.label)
def test_each_cell_of_extension_makes_a_request(cell):
    known = Known((clip(CLIP, model=cell.model, mode=cell.mode),))
    verdict = judge_kind("video_extend", known)
    assert verdict.cell is cell
    assert verdict.ok
