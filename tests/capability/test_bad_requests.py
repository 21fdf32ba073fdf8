"""Every bad field is named, with its code; each row is one way to be wrong."""

from __future__ import annotations

import pytest

from generations.capability import validate
from generations.capability.codes.fields import FIELD_RULES
from generations.capability.reading.kinds import TEXT2VIDEO

from .bodies import GOOD, TABLE, found, judge, only

NAN, INF = float("nan"), float("inf")
WORDS_ALONE = {"text2video": TEXT2VIDEO}
"""As it is where no other kind is offered."""


def simple(**axes: object) -> dict:
    return {"type": "simple", "config": axes}


#: changes to the good body, the field that must be named, the code
ROWS = [
    ({"kind": None}, "kind", "required"),
    ({"kind": "text2image"}, "kind", "unknown_value"),
    ({"kind": ["text2video"]}, "kind", "wrong_type"),
    ({"model": None}, "model", "required"),
    ({"model": "V1.6"}, "model", "unknown_value"),
    ({"model": "v9"}, "model", "unknown_value"),
    ({"model": 1.6}, "model", "wrong_type"),
    ({"model": "v2.1"}, "model", "not_offered"),
    ({"mode": "ultra"}, "mode", "unknown_value"),
    ({"mode": ""}, "mode", "unknown_value"),
    ({"mode": True}, "mode", "wrong_type"),
    ({"mode": "std", "model": "v2.6"}, "mode", "not_offered"),
    ({"mode": "std", "model": "v2.1-master"}, "mode", "not_offered"),
    ({"duration": 7}, "duration", "unknown_value"),
    ({"duration": "05"}, "duration", "unknown_value"),
    ({"duration": "5.0"}, "duration", "unknown_value"),
    ({"duration": 10**400}, "duration", "unknown_value"),
    ({"duration": -5}, "duration", "unknown_value"),
    ({"duration": 5.0}, "duration", "wrong_type"),
    ({"duration": True}, "duration", "wrong_type"),
    ({"duration": NAN}, "duration", "wrong_type"),
    ({"duration": [5]}, "duration", "wrong_type"),
    ({"prompt": None}, "prompt", "required"),
    ({"prompt": ""}, "prompt", "empty"),
    ({"prompt": " \t\n\u3000"}, "prompt", "empty"),
    ({"prompt": "x" * 2501}, "prompt", "too_long"),
    ({"prompt": "a\0b"}, "prompt", "bad_characters"),
    ({"prompt": "a\ud83eb"}, "prompt", "bad_characters"),
    ({"prompt": 5}, "prompt", "wrong_type"),
    ({"prompt": {"text": "a fox"}}, "prompt", "wrong_type"),
    ({"negative_prompt": "x" * 2501}, "negative_prompt", "too_long"),
    ({"negative_prompt": "\udfff"}, "negative_prompt", "bad_characters"),
    ({"negative_prompt": []}, "negative_prompt", "wrong_type"),
    ({"cfg_scale": -0.01}, "cfg_scale", "out_of_range"),
    ({"cfg_scale": 10**5000}, "cfg_scale", "out_of_range"),
    ({"cfg_scale": NAN}, "cfg_scale", "not_finite"),
    ({"cfg_scale": INF}, "cfg_scale", "not_finite"),
    ({"cfg_scale": True}, "cfg_scale", "wrong_type"),
    ({"cfg_scale": "0.5"}, "cfg_scale", "wrong_type"),
    ({"cfg_scale": 0.5, "model": "v2.5-turbo"}, "cfg_scale", "not_offered"),
    ({"sound": "on"}, "sound", "not_offered"),
    ({"sound": "off"}, "sound", "not_offered"),
    ({"sound": "loud", "model": "v2.6", "mode": "pro"}, "sound", "unknown_value"),
    ({"sound": True, "model": "v2.6", "mode": "pro"}, "sound", "wrong_type"),
    ({"aspect_ratio": "4:3"}, "aspect_ratio", "unknown_value"),
    ({"aspect_ratio": 1}, "aspect_ratio", "wrong_type"),
    ({"camera_control": "down_back"}, "camera_control", "wrong_type"),
    ({"camera_control": []}, "camera_control", "wrong_type"),
    ({"camera_control": {}}, "camera_control.type", "required"),
    ({"camera_control": {"type": "spin"}}, "camera_control.type", "unknown_value"),
    ({"camera_control": {"type": 1}}, "camera_control.type", "wrong_type"),
    ({"camera_control": {"config": {"pan": 1}}}, "camera_control.type", "required"),
    ({"camera_control": {"type": "simple"}}, "camera_control.config", "required"),
    (
        {"camera_control": {"type": "simple", "config": 5}},
        "camera_control.config",
        "wrong_type",
    ),
    (
        {"camera_control": {"type": "forward_up", "config": {"pan": 1}}},
        "camera_control.config",
        "not_taken",
    ),
    ({"camera_control": simple()}, "camera_control.config", "no_movement"),
    ({"camera_control": simple(pan=-0.0)}, "camera_control.config", "no_movement"),
    (
        {"camera_control": simple(pan=1, zoom=1)},
        "camera_control.config",
        "one_axis_only",
    ),
    ({"camera_control": simple(pan=11)}, "camera_control.config.pan", "out_of_range"),
    ({"camera_control": simple(roll=NAN)}, "camera_control.config.roll", "not_finite"),
    ({"camera_control": simple(tilt="1")}, "camera_control.config.tilt", "wrong_type"),
    ({"camera_control": simple(zoom=True)}, "camera_control.config.zoom", "wrong_type"),
    (
        {"camera_control": simple(pan=1, x=1)},
        "camera_control.config.x",
        "unknown_field",
    ),
    ({"camera_control": {"pan": 1}}, "camera_control.pan", "unknown_field"),
    (
        {"camera_control": {"type": "down_back", "aspect_ratio": "1:1"}},
        "camera_control.aspect_ratio",
        "unknown_field",
    ),
    (
        {"camera_control": {"type": "down_back"}, "duration": 10},
        "camera_control",
        "not_offered",
    ),
    (
        {"camera_control": {"type": "down_back"}, "model": "v2.6", "mode": "pro"},
        "camera_control",
        "not_offered",
    ),
    ({"promt": "A fox"}, "promt", "unknown_field"),
    ({"image": None}, "image", "unknown_field"),
    ({"": 1}, "", "unknown_field"),
    ({"model_name": "kling-v1"}, "model_name", "set_by_studio"),
    ({"callback_url": "https://example.org"}, "callback_url", "set_by_studio"),
    ({"external_task_id": None}, "external_task_id", "set_by_studio"),
    ({"title": "x" * 201}, "title", "too_long"),
    ({"title": "\0"}, "title", "bad_characters"),
    ({"title": 5}, "title", "wrong_type"),
    ({"metadata": []}, "metadata", "wrong_type"),
    ({"metadata": {str(n): n for n in range(51)}}, "metadata", "too_many"),
    ({"metadata": {str(n): "x" * 400 for n in range(30)}}, "metadata", "too_large"),
    ({"metadata": {"a": "x" * 501}}, "metadata.a", "too_long"),
    ({"metadata": {"a": "\ud800"}}, "metadata.a", "bad_characters"),
    ({"metadata": {"a": {}}}, "metadata.a", "wrong_type"),
    ({"metadata": {"a": NAN}}, "metadata.a", "not_finite"),
    ({"metadata": {"a": 2**53}}, "metadata.a", "out_of_range"),
    ({"metadata": {"": 1}}, "metadata", "empty"),
    ({"metadata": {"k" * 65: 1}}, "metadata." + "k" * 64 + "…", "too_long"),
    ({"metadata": {"\0": 1}}, "metadata.\ufffd", "bad_characters"),
    ({"quote": "not-a-quote"}, "quote", "bad_format"),
    ({"quote": 5}, "quote", "wrong_type"),
    ({"max_credits": -1}, "max_credits", "out_of_range"),
    ({"max_credits": "-0.01"}, "max_credits", "out_of_range"),
    ({"max_credits": 10**5000}, "max_credits", "out_of_range"),
    ({"max_credits": 0.001}, "max_credits", "too_precise"),
    ({"max_credits": "1.005"}, "max_credits", "too_precise"),
    ({"max_credits": "1e3"}, "max_credits", "bad_format"),
    ({"max_credits": "٣"}, "max_credits", "bad_format"),
    ({"max_credits": NAN}, "max_credits", "not_finite"),
    ({"max_credits": True}, "max_credits", "wrong_type"),
]


@pytest.mark.parametrize(("changes", "field", "code"), ROWS)
def test_the_field_and_the_rule_are_named(changes, field, code):
    verdict = judge(**changes)
    assert (field, code) in found(verdict)
    assert verdict.request is None


@pytest.mark.parametrize("body", [None, True, 5, NAN, "{}", [], [GOOD]])
def test_what_is_not_an_object_is_one_problem_of_the_whole(body):
    verdict = validate(body, TABLE)
    assert found(verdict) == {("non_field", "not_an_object")}


def test_every_code_that_words_alone_can_have_is_met_above():
    met = {code for _, _, code in ROWS} | {"not_an_object"}
    of_lists = {"too_few", "and_more", "not_whole"}
    of_two_fields = {"conflict", "needed", "follows"}
    assert met == set(FIELD_RULES) - of_lists - of_two_fields


def test_all_problems_come_at_once():
    verdict = judge(
        mode="std",
        model="v2.6",
        duration=5.0,
        prompt=" ",
        negative_prompt=5,
        aspect_ratio="2:1",
        camera_control={"type": "simple", "config": {"pan": 99, "dolly": 1}},
        title="\0",
        max_credits=-1,
        promt="x",
        callback_url="x",
    )
    assert {problem.field for problem in verdict.problems} == {
        *("mode", "duration", "prompt", "negative_prompt", "aspect_ratio"),
        *("camera_control.config.pan", "camera_control.config.dolly"),
        *("camera_control", "title", "max_credits", "promt", "callback_url"),
    }


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"model": "v2.6", "mode": "std", "cfg_scale": 0.3}, {"mode", "cfg_scale"}),
        ({"model": "v2.6", "mode": "x", "cfg_scale": 0.3}, {"mode", "cfg_scale"}),
        ({"model": "v2.1", "mode": "x", "prompt": ""}, {"model", "mode", "prompt"}),
        ({"model": "v2.1", "duration": 7}, {"model", "duration"}),
        ({"model": "v2.6", "mode": "std", "duration": 7}, {"mode", "duration"}),
    ],
)
def test_what_a_model_does_not_take_is_told_beside_a_wrong_choice(changes, fields):
    assert {problem.field for problem in judge(**changes).problems} == fields


def test_an_empty_object_hears_of_everything_it_needs():
    verdict = validate({}, TABLE, fields=WORDS_ALONE)
    assert found(verdict) == {(f, "required") for f in ("kind", "model", "prompt")}


@pytest.mark.parametrize("kind", ["image2video", "lip_sync", "text2vid", "x" * 9999])
def test_a_wrong_kind_lists_what_is_offered(kind):
    verdict = validate({**GOOD, "kind": kind}, TABLE, fields=WORDS_ALONE)
    assert "text2video" in only(verdict).detail


def test_fields_of_a_kind_that_is_not_offered_yet_are_not_called_unknown():
    body = {**GOOD, "kind": "image2video", "image": "0b2d"}
    problem = only(validate(body, TABLE, fields=WORDS_ALONE))
    assert (problem.field, problem.code) == ("kind", "not_offered")


def test_a_flood_of_unknown_fields_is_named_in_part_and_counted_whole():
    verdict = judge(**{f"x{n}": n for n in range(5000)})
    assert len(verdict.problems) == 21
    assert "5,000 unknown fields" in verdict.problems[-1].detail


def test_a_long_or_hostile_name_is_told_back_short_and_clean():
    problem = only(judge(**{"\ud800\0" + "x" * 100_000: 1}))
    assert len(problem.field) < 50
    problem.field.encode()
