"""What a good request becomes."""

from __future__ import annotations

import sys
import time
import timeit
from decimal import Decimal

import pytest

from generations.capability import validate

from .bodies import GOOD, TABLE, accepted, judge

SIMPLE = {"type": "simple", "config": {"pan": -2.5}}


def test_defaults_are_filled_in_and_absent_fields_left_out():
    body = {"kind": "text2video", "model": "v1.6", "prompt": "A fox"}
    assert validate(body, TABLE).request == {
        "kind": "text2video",
        "model": "v1.6",
        "mode": "std",
        "duration": 5,
        "prompt": "A fox",
        "aspect_ratio": "16:9",
    }


@pytest.mark.parametrize(
    ("model", "mode"),
    [("v1.6", "std"), ("v2.5-turbo", "std"), ("v2.6", "pro"), ("v2.1-master", None)],
)
def test_the_mode_defaults_to_what_the_model_has(model, mode):
    request = accepted(model=model, mode=None)
    assert request.get("mode") == mode
    assert ("mode" in request) == (mode is not None)


def test_sound_is_off_where_there_is_sound_and_absent_elsewhere():
    assert accepted(model="v2.6", mode="pro")["sound"] == "off"
    assert "sound" not in accepted()


@pytest.mark.parametrize("duration", [5, "5", 10, "10"])
def test_a_length_is_a_number_or_the_number_as_text(duration):
    assert accepted(duration=duration)["duration"] == int(duration)


def test_a_simple_camera_move_comes_back_with_all_six_axes():
    camera = accepted(camera_control=SIMPLE)["camera_control"]
    assert camera["config"] == {
        "horizontal": 0,
        "vertical": 0,
        "pan": -2.5,
        "tilt": 0,
        "roll": 0,
        "zoom": 0,
    }


def test_a_named_camera_move_has_no_config():
    request = accepted(camera_control={"type": "down_back", "config": None})
    assert request["camera_control"] == {"type": "down_back"}


def test_null_says_nothing():
    nulls = dict.fromkeys(
        ["negative_prompt", "cfg_scale", "sound", "metadata", "quote"]
    )
    assert accepted(**nulls) == accepted()


def test_a_blank_negative_prompt_says_nothing():
    assert "negative_prompt" not in accepted(negative_prompt=" \n")


@pytest.mark.parametrize("cfg_scale", [0, 0.0, 0.5, 1])
def test_prompt_strength_includes_both_ends(cfg_scale):
    assert accepted(cfg_scale=cfg_scale)["cfg_scale"] == cfg_scale


def test_minus_zero_is_zero():
    assert str(accepted(cfg_scale=-0.0)["cfg_scale"]) == "0"
    assert str(judge(max_credits="-0").max_credits) == "0.00"


def test_the_terms_stand_beside_the_request():
    verdict = judge(
        title="Fox",
        metadata={"shot": 4, "take": None, "kept": True, "by": "Ana"},
        quote="6F9619FF-8B86-4D01-B42D-00CF4FC964FF",
        max_credits="2.5",
    )
    assert verdict.request == accepted()
    assert verdict.title == "Fox"
    assert verdict.metadata == {"shot": 4, "take": None, "kept": True, "by": "Ana"}
    assert verdict.quote == "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"
    assert verdict.max_credits == Decimal("2.50")


def test_without_terms_there_is_no_title_no_metadata_no_limit():
    verdict = judge()
    assert (verdict.title, verdict.metadata) == ("", {})
    assert (verdict.quote, verdict.max_credits) == (None, None)


@pytest.mark.parametrize("amount", [0, 2, 2.25, "0", "2.25", "999999999.99"])
def test_the_highest_price_is_a_number_or_a_decimal_text(amount):
    agreed = judge(max_credits=amount).max_credits
    assert agreed == Decimal(str(amount))
    assert str(agreed).split(".")[1] == f"{agreed:.2f}".split(".")[1]


def test_the_price_counts_sound():
    verdict = judge(model="v2.6", mode="pro", sound="on")
    assert verdict.price == Decimal("5.00")
    assert [part for _, part in verdict.items] == [Decimal("2.50")] * 2


def test_the_price_is_known_before_the_prompt_is_written():
    verdict = judge(prompt="")
    assert not verdict.ok
    assert verdict.request is None
    assert verdict.price == Decimal("2.00")


@pytest.mark.parametrize("cell", TABLE.offered("text2video"), ids=lambda c: c.label)
def test_a_request_is_a_body_that_is_taken_unchanged(cell):
    body = {
        **GOOD,
        "model": cell.model,
        "mode": cell.mode,
        "duration": str(cell.duration),
        "negative_prompt": "rain",
        "aspect_ratio": "1:1",
    }
    optional = {"cfg_scale": 0.3, "sound": "on", "camera_control": SIMPLE}
    body |= {name: value for name, value in optional.items() if cell.takes(name)}
    first = validate(body, TABLE)
    assert first.ok
    assert first.cell is cell
    assert validate(first.request, TABLE) == first


def test_the_body_is_left_as_it_was():
    body = {**GOOD, "camera_control": {"type": "simple", "config": {"pan": 1}}}
    validate(body, TABLE)
    assert body["camera_control"] == {"type": "simple", "config": {"pan": 1}}


def test_a_prompt_is_measured_in_code_points():
    assert judge(prompt="🦊" * 2500).ok


@pytest.mark.skipif(sys.gettrace() is not None, reason="a tracer slows every line")
def test_a_good_body_is_judged_in_no_time():
    body = {**GOOD, "camera_control": SIMPLE, "cfg_scale": 0.5, "metadata": {"a": 1}}
    timer = timeit.Timer(lambda: validate(body, TABLE), timer=time.process_time)
    assert min(timer.repeat(repeat=9, number=200)) / 200 < 150e-6
