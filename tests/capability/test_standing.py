"""A job that waits is judged by the table of now, whatever it was accepted under."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generations.capability import Cell, Feature, Key, State, Table
from generations.capability.parts import Part, Sort, build, parts
from generations.capability.standing import closed, sendable

from .bodies import TABLE, accepted, cell_of

SIMPLE = {"type": "simple", "config": {"zoom": 5}}
REFUSED = Feature(State.REFUSED, "The gateway refused it here on 8 Nov 2026.")
V16, V26 = cell_of("v1.6", "std", 5), cell_of("v2.6", "pro", 5)


def without(cell: Cell, name: str, feature: Feature = REFUSED) -> Table:
    return build(parts(TABLE) | {Part(Sort.FEATURE, cell.key, name): feature})


def shut(cell: Cell, state: State, reason: str = "Not today.") -> Table:
    whole = replace(cell, features={}, state=state, reason=reason)
    return build(parts(TABLE) | {Part(Sort.CELL, cell.key): whole})


def test_what_is_offered_as_before_stands():
    assert closed(TABLE, V16.key, accepted(camera_control=SIMPLE)) is None


def test_a_field_that_was_closed_meanwhile_is_told_with_its_reason():
    found = closed(
        without(V16, "camera_control"), V16.key, accepted(camera_control=SIMPLE)
    )
    assert found.refused
    assert found.text == (
        "Camera is not offered with v1.6 std, 5 s. " + str(REFUSED.reason)
    )


def test_a_closed_field_that_a_job_does_not_use_is_no_matter():
    assert closed(without(V16, "camera_control"), V16.key, accepted()) is None


def test_a_closed_field_at_its_default_is_left_out_of_what_is_sent():
    request = accepted(model="v2.6", mode="pro")
    assert request["sound"] == "off"
    table = without(V26, "sound")
    assert closed(table, V26.key, request) is None
    assert "sound" not in sendable(table, V26.key, request)
    assert sendable(TABLE, V26.key, request) == request


@pytest.mark.parametrize("state", [State.NO, State.REFUSED])
def test_a_closed_cell_is_told_with_its_reason(state):
    found = closed(shut(V16, state), V16.key, accepted())
    assert found.text == "v1.6 std, 5 s is not offered any more. Not today."
    assert found.refused is (state is State.REFUSED)


def test_a_cell_that_is_gone_is_closed():
    gone = Key("text2video", "v0", "std", 5)
    assert closed(TABLE, gone, {}).text == "v0 std, 5 s is not offered any more."


def test_a_kind_without_models_is_judged_by_its_one_cell():
    assert closed(TABLE, Key("lip_sync", "v1.6", None, None), {}) is None
    shut_down = shut(TABLE.offered("lip_sync")[0], State.NO)
    assert closed(shut_down, Key("lip_sync", "v1.6", None, None), {})
