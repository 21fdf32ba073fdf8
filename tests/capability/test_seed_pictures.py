"""The seed says of clips from pictures and of longer ones what facts.md 4 and 5 say."""

from __future__ import annotations

from decimal import Decimal

import pytest

from generations.capability import State

from .bodies import TABLE, cell_at

YES, NO, UNVERIFIED = State.YES, State.NO, State.UNVERIFIED

#: The facts, cell by cell. The end frame: pro, and never of the master. The brush and
#: the camera: v1.6 at 5 s, proven nowhere. cfg_scale: v1.6. Sound: v2.6.
#: model, mode, duration, state, credits, image_tail, masks, camera, cfg_scale, sound
ROWS = [
    ("v1.6", "std", 5, YES, "2.00", NO, UNVERIFIED, UNVERIFIED, YES, NO),
    ("v1.6", "std", 10, YES, "4.00", NO, NO, NO, YES, NO),
    ("v1.6", "pro", 5, YES, "3.50", YES, UNVERIFIED, UNVERIFIED, YES, NO),
    ("v1.6", "pro", 10, YES, "7.00", YES, NO, NO, YES, NO),
    ("v2.1", "std", 5, YES, "2.00", NO, NO, NO, NO, NO),
    ("v2.1", "std", 10, YES, "4.00", NO, NO, NO, NO, NO),
    ("v2.1", "pro", 5, YES, "3.50", YES, NO, NO, NO, NO),
    ("v2.1", "pro", 10, YES, "7.00", YES, NO, NO, NO, NO),
    ("v2.1-master", None, 5, YES, "10.00", NO, NO, NO, NO, NO),
    ("v2.1-master", None, 10, YES, "20.00", NO, NO, NO, NO, NO),
    ("v2.5-turbo", "std", 5, UNVERIFIED, "1.50", NO, NO, NO, NO, NO),
    ("v2.5-turbo", "std", 10, UNVERIFIED, "3.00", NO, NO, NO, NO, NO),
    ("v2.5-turbo", "pro", 5, UNVERIFIED, "2.50", YES, NO, NO, NO, NO),
    ("v2.5-turbo", "pro", 10, UNVERIFIED, "5.00", YES, NO, NO, NO, NO),
    ("v2.6", "pro", 5, YES, "2.50", YES, NO, NO, NO, YES),
    ("v2.6", "pro", 10, YES, "5.00", YES, NO, NO, NO, YES),
]
NAMES = ("image_tail", "static_mask", "camera_control", "cfg_scale", "sound")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]}-{row[1]}-{row[2]}")
def test_a_cell_of_image2video_is_as_the_facts_say(row):
    model, mode, duration, state, price, *features = row
    cell = cell_at("image2video", model, mode, duration)
    assert cell.state is state
    assert TABLE.price(cell, {}) == Decimal(price)
    assert [cell.feature(name).state for name in NAMES] == features
    assert cell.feature("dynamic_masks") == cell.feature("static_mask")
    assert all(cell.takes(name) for name in ("image", "prompt", "negative_prompt"))
    assert not cell.takes("aspect_ratio")


def test_nothing_else_makes_clips_from_one_picture():
    open_ones = {(c.model, c.mode, c.duration) for c in TABLE.offered("image2video")}
    assert open_ones == {row[:3] for row in ROWS}


def test_an_end_frame_alone_is_made_by_one_model_in_one_mode():
    offered = TABLE.offered("image2video")
    alone = [c for c in offered if c.takes("image_tail") and not needs(c, "image_tail")]
    assert {(c.model, c.mode) for c in alone} == {("v1.6", "pro")}


def needs(cell, name):
    return "image" in cell.feature(name).needs


def test_the_three_ways_to_steer_a_picture_exclude_each_other_both_ways():
    for cell in TABLE.offered("image2video"):
        for name, feature in cell.features.items():
            for other in feature.excludes:
                assert name in cell.feature(other).excludes or not cell.takes(other)
    steered = cell_at("image2video", "v1.6", "pro", 5)
    camera = set(steered.feature("camera_control").excludes)
    assert camera == {"image_tail", "static_mask", "dynamic_masks"}
    sound = cell_at("image2video", "v2.6", "pro", 10).feature("sound")
    assert sound.excludes == ("image_tail",)


def test_several_pictures_are_taken_by_the_oldest_model_only():
    offered = TABLE.offered("multi_image2video")
    assert [(c.model, c.mode, c.duration) for c in offered] == [
        ("v1.6", mode, duration) for mode in ("std", "pro") for duration in (5, 10)
    ]
    assert [f"{TABLE.price(c, {})}" for c in offered] == [
        "2.00",
        "4.00",
        "3.50",
        "7.00",
    ]
    for model in ("v2.1", "v2.1-master", "v2.5-turbo", "v2.6"):
        closed = [c for c in TABLE.cells if c.key[:2] == ("multi_image2video", model)]
        assert all(c.reason for c in closed)


def test_the_oldest_model_alone_is_extended_and_every_other_says_why():
    cells = [c for c in TABLE.cells if c.kind == "video_extend"]
    assert {(c.model, c.mode) for c in cells if c.state.is_open} == {
        ("v1.6", "std"),
        ("v1.6", "pro"),
    }
    closed = [c for c in cells if not c.state.is_open]
    assert {c.model for c in closed} == {"v2.1", "v2.1-master", "v2.5-turbo", "v2.6"}
    assert all(c.reason for c in closed)
    assert all(c.duration is None for c in cells)


@pytest.mark.parametrize(
    ("seconds", "credits"),
    [
        ("0.04", "0.50"),
        ("5", "0.50"),
        ("5.041", "0.50"),  # a clip of 5 s, as the gateway makes it
        ("6", "1.00"),
        ("10", "1.00"),
        ("60", "6.00"),
    ],
)
def test_lip_sync_costs_half_a_credit_for_every_started_five_seconds(seconds, credits):
    cell = cell_at("lip_sync")
    assert TABLE.price(cell, {}, Decimal(seconds)) == Decimal(credits)


def test_a_lip_sync_of_unknown_length_is_priced_from_its_least():
    cell = cell_at("lip_sync")
    assert TABLE.items(cell, {}) == [("lip_sync, 1 x 5 s", Decimal("0.50"))]
    assert TABLE.items(cell, {}, Decimal(12)) == [
        ("lip_sync, 3 x 5 s", Decimal("1.50"))
    ]


def test_a_look_for_faces_is_free_until_an_operator_prices_it():
    cell = cell_at("identify_face")
    assert TABLE.price(cell, {}) == Decimal("0.00")
