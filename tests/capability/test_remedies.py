"""The way out is in words, can be applied, and does what it says."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from generations.capability import Feature, State, Table, validate

from .bodies import GOOD, TABLE, applied, cell_of, judge, only

CAMERA = {"type": "simple", "config": {"pan": 5}}

#: changes to a good body, and what the one problem's remedy sets
ROWS = [
    ({"kind": "text2vid"}, {"kind": "text2video"}),
    ({"model": "V1.6"}, {"model": "v1.6"}),
    ({"model": "v2.5turbo"}, {"model": "v2.5-turbo"}),
    ({"model": "v2.1"}, {"model": "v1.6"}),
    ({"model": "v2.1", "mode": "pro"}, {"model": "v2.6"}),
    ({"model": "v2.6"}, {"mode": "pro"}),
    ({"model": "v2.1-master"}, {"mode": None}),
    ({"duration": 5.0}, {"duration": 5}),
    ({"duration": 12}, {"duration": 10}),
    ({"cfg_scale": 3}, {"cfg_scale": 1}),
    ({"cfg_scale": 0.5, "model": "v2.6", "mode": "pro"}, {"cfg_scale": None}),
    ({"sound": "on"}, {"sound": None}),
    ({"aspect_ratio": "16-9"}, {"aspect_ratio": "16:9"}),
    ({"camera_control": CAMERA, "duration": 10}, {"duration": 5}),
    (
        {"camera_control": {"type": "down_back", "config": {"pan": 1}}},
        {"camera_control.config": None},
    ),
    ({"camera_control": {"config": {"pan": 1}}}, {"camera_control.type": "simple"}),
    (
        {"camera_control": {"type": "simple", "config": {"pan": -30}}},
        {"camera_control.config.pan": -10},
    ),
    (
        {"camera_control": {"type": "simple", "pan": 4, "config": {"tilt": 0}}},
        {"camera_control.pan": None, "camera_control.config.pan": 4},
    ),
    ({"negativePrompt": "rain"}, {"negativePrompt": None, "negative_prompt": "rain"}),
    ({"promt": "A wolf"}, {"promt": None}),
    ({"image": "x"}, {"image": None}),
    ({"model_name": "kling-v1"}, {"model_name": None}),
    ({"max_credits": -1}, {"max_credits": "0"}),
]


@pytest.mark.parametrize(("changes", "wanted"), ROWS)
def test_a_remedy_can_be_applied_and_mends_the_request(changes, wanted):
    body = {**GOOD, **changes}
    sets = [p.remedy.set for p in validate(body, TABLE).problems if p.remedy]
    assert wanted in sets
    assert validate(applied(body, wanted), TABLE).ok


def test_a_missing_field_is_found_under_its_misspelt_name():
    body = {"kind": "text2video", "model": "v1.6", "promt": "A fox"}
    *_, problem = validate(body, TABLE).problems
    assert problem.remedy.text == "Did you mean `prompt`?"
    assert validate(applied(body, problem.remedy.set), TABLE).ok


def test_a_misspelt_field_beside_the_right_one_still_names_it():
    assert "`prompt`" in only(judge(promt="x")).remedy.text


def test_a_switch_tells_what_it_changes_in_the_price():
    problem = only(judge(camera_control=CAMERA, duration=10, mode="pro"))
    assert problem.remedy.credits == Decimal("-3.50")
    assert problem.remedy.text == "Switch to 5 s, -3.50 credits."


def test_a_closed_mode_is_told_in_one_sentence_each():
    problem = only(judge(model="v2.6", mode="std"))
    assert problem.detail == (
        'Mode "std" is not offered with v2.6. v2.6 works in pro only.'
    )
    assert problem.remedy.text == "Switch to pro, 2.50 credits."


def test_sound_names_the_model_that_makes_it_and_what_that_costs():
    problem = only(judge(sound="on"))
    assert "switch to v2.6 pro, +3.00 credits" in problem.remedy.text


def test_a_switch_never_closes_another_field_in_use():
    problem = only(judge(sound="on", cfg_scale=0.5))
    assert problem.remedy.text == "Leave it out."


def test_a_hostile_value_is_never_offered_to_be_moved():
    body = {"kind": "text2video", "model": "v1.6", "promt": "\ud800"}
    *_, problem = validate(body, TABLE).problems
    assert problem.remedy.set == {}


def test_what_was_given_is_capped():
    assert len(only(judge(aspect_ratio="9" * 10_000)).detail) < 150


def with_feature(name: str, feature: Feature) -> Table:
    """Return the seed with one feature of v2.6 pro, 5 s changed."""
    cell = cell_of("v2.6", "pro", 5)
    changed = {**cell.features, name: feature}
    cells = [replace(cell, features=changed) if c is cell else c for c in TABLE.cells]
    return Table(TABLE.models, tuple(cells), TABLE.prices)


def test_two_fields_that_exclude_each_other_clash_only_when_both_are_in_use():
    clash = Feature(State.YES, excludes=("sound",))
    table = with_feature("negative_prompt", clash)
    body = {**GOOD, "model": "v2.6", "mode": "pro", "negative_prompt": "rain"}
    problem = only(validate({**body, "sound": "on"}, table))
    assert (problem.field, problem.code) == ("negative_prompt", "conflict")
    assert validate({**body, "sound": "off"}, table).ok


def test_an_empty_text_asks_for_nothing_even_where_the_field_is_closed():
    reason = "The gateway refused negative prompts here."
    closed = Feature(State.REFUSED, reason)
    table = with_feature("negative_prompt", closed)
    body = {**GOOD, "model": "v2.6", "mode": "pro"}
    assert validate({**body, "negative_prompt": ""}, table).ok
    problem = only(validate({**body, "negative_prompt": "rain"}, table))
    assert problem.detail.endswith(reason)
    assert problem.remedy.set == {"duration": 10}
