"""The seed says exactly what facts.md sections 4 and 5 say of text2video."""

from __future__ import annotations

from decimal import Decimal

import pytest

from generations.capability import State, expected, slot_seconds

from .bodies import TABLE, cell_of

YES, NO, UNVERIFIED = State.YES, State.NO, State.UNVERIFIED

#: model, mode, duration, state, credits, cfg_scale, sound, camera_control
ROWS = [
    ("v1.6", "std", 5, YES, "2.00", YES, NO, UNVERIFIED),
    ("v1.6", "std", 10, YES, "4.00", YES, NO, NO),
    ("v1.6", "pro", 5, YES, "3.50", YES, NO, UNVERIFIED),
    ("v1.6", "pro", 10, YES, "7.00", YES, NO, NO),
    ("v2.1-master", None, 5, YES, "10.00", NO, NO, NO),
    ("v2.1-master", None, 10, YES, "20.00", NO, NO, NO),
    ("v2.5-turbo", "std", 5, UNVERIFIED, "1.50", NO, NO, NO),
    ("v2.5-turbo", "std", 10, UNVERIFIED, "3.00", NO, NO, NO),
    ("v2.5-turbo", "pro", 5, UNVERIFIED, "2.50", NO, NO, NO),
    ("v2.5-turbo", "pro", 10, UNVERIFIED, "5.00", NO, NO, NO),
    ("v2.6", "pro", 5, YES, "2.50", NO, YES, NO),
    ("v2.6", "pro", 10, YES, "5.00", NO, YES, NO),
]
CLOSED = [
    (model, mode, duration)
    for model, mode in [("v2.1", "std"), ("v2.1", "pro"), ("v2.6", "std")]
    for duration in (5, 10)
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]}-{row[1]}-{row[2]}")
def test_an_open_cell_is_as_the_facts_say(row):
    model, mode, duration, state, price, *features = row
    cell = cell_of(model, mode, duration)
    names = ("cfg_scale", "sound", "camera_control")
    assert cell.state is state
    assert TABLE.price(cell, {}) == Decimal(price)
    assert [cell.feature(name).state for name in names] == features
    assert cell.takes("negative_prompt")
    assert cell.takes("aspect_ratio")


def test_nothing_else_is_open():
    open_ones = {(c.model, c.mode, c.duration) for c in TABLE.offered("text2video")}
    assert open_ones == {row[:3] for row in ROWS}


@pytest.mark.parametrize("choices", CLOSED)
def test_a_closed_cell_says_why(choices):
    cell = cell_of(*choices)
    assert cell.state is NO
    assert cell.reason


def test_sound_doubles_the_price():
    cell = cell_of("v2.6", "pro", 10)
    assert TABLE.items(cell, {"sound": "on"}) == [
        ("v2.6 pro, 10 s", Decimal("5.00")),
        ("Sound", Decimal("5.00")),
    ]
    assert TABLE.price(cell, {"sound": "off"}) == Decimal("5.00")


def test_everything_that_is_not_plainly_offered_has_a_reason():
    for cell in TABLE.cells:
        assert cell.state is YES or cell.reason
        for feature in cell.features.values():
            assert feature.state is YES or feature.reason


@pytest.mark.parametrize("model", ["v1.6", "v2.5-turbo", "v2.6"])
def test_a_longer_clip_is_expected_to_take_longer(model):
    short = cell_of(model, "pro", 5)
    long = cell_of(model, "pro", 10)
    assert 0 < expected(short).p50 < expected(short).p90
    assert slot_seconds(short) < slot_seconds(long)
