"""A refusal closes just what it names, where nobody had proven it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from generations.capability import Feature, State
from generations.capability.parts import Part, Sort
from generations.capability.refusing import closes

from .bodies import GOOD, cell_of

DAY = date(2026, 11, 8)
CAMERA = {"camera_control": {"type": "down_back"}}
V16 = cell_of("v1.6", "std", 5)
TURBO = cell_of("v2.5-turbo", "std", 5)


def closed(cell, request, *named: str):
    return {c.part: c.new for c in closes(cell, {**GOOD, **request}, named, DAY)}


def test_an_unproven_field_that_is_named_closes_with_the_day():
    ((part, feature),) = closed(V16, CAMERA, "camera_control", "mode", "model").items()
    assert part == Part(Sort.FEATURE, V16.key, "camera_control")
    assert feature.state is State.REFUSED
    assert feature.reason == "The gateway refused camera moves here on 8 Nov 2026."


def test_what_was_proven_is_never_closed_by_one_bad_request():
    assert closed(V16, {"cfg_scale": 0.5}, "cfg_scale") == {}
    assert closed(V16, {}, "mode", "duration", "model") == {}


def test_a_field_that_was_not_sent_is_not_what_was_refused():
    assert closed(V16, {}, "camera_control") == {}


@pytest.mark.parametrize("named", ["mode", "duration", "model"])
def test_a_named_choice_closes_an_unproven_cell(named):
    ((part, cell),) = closed(TURBO, {}, named).items()
    assert part == Part(Sort.CELL, TURBO.key)
    assert cell.state is State.REFUSED
    assert "v2.5-turbo std, 5 s" in cell.reason


def test_a_named_field_is_blamed_before_the_choices_told_beside_it():
    ratio = {"aspect_ratio": "16:9"}
    assert closed(TURBO, ratio, "aspect_ratio", "mode", "model") == {}


def test_a_refusal_that_names_nothing_closes_nothing():
    assert closed(TURBO, {}) == {}


def test_every_unproven_field_that_is_named_closes():
    unproven = Feature(State.UNVERIFIED, "Nobody knows.")
    masks = ("static_mask", "dynamic_masks")
    cell = replace(V16, features=dict.fromkeys(masks, unproven))
    found = closed(cell, dict.fromkeys(masks, "an id"), *masks)
    assert {part.name for part in found} == set(masks)
