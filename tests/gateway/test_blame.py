"""What a refusal's words are about, in the texts that were seen and their like."""

from __future__ import annotations

import pytest

from generations.gateway import fields_named

SEEN = [
    (
        "model/mode/duration(kling-v2-5-turbo/std/10) is not supported with image_tail",
        {"model", "mode", "duration", "image_tail"},
    ),
    ("The current model does not support tail frame", {"model", "image_tail"}),
    (
        "camera_control is only supported in std mode, 5s duration, kling-v1 model",
        {"camera_control", "mode", "duration", "model"},
    ),
    ("Invalid parameter: cameraControl", {"camera_control"}),
    ("dynamic_masks is not supported", {"dynamic_masks"}),
    ("motion brush not supported", {"dynamic_masks", "static_mask"}),
    ("static mask unsupported", {"static_mask"}),
    ("cfg_scale not supported", {"cfg_scale"}),
    ("negative_prompt is not supported", {"negative_prompt"}),
    ("Negative prompt is not supported", {"negative_prompt"}),
    ("sound is not supported by this model", {"sound", "model"}),
    ("unsupported aspect ratio", {"aspect_ratio"}),
    ("model_name kling-v9 is not supported", {"model"}),
    ("Voice id not found", {"audio_id"}),
    ("prompt is required", {"prompt"}),
]


@pytest.mark.parametrize(("message", "fields"), SEEN)
def test_the_fields_that_words_name_are_found(message: str, fields: set[str]):
    assert fields_named(message) == fields


@pytest.mark.parametrize(
    "message",
    [
        "Image pixel is invalid",
        "image_tail resolution is too small",
        "static_mask must have the width of the image",
        "sound file format is invalid",
        "error 1201",
        "Invalid parameters",
        "",
    ],
)
def test_fault_found_with_a_value_closes_nothing(message: str):
    assert fields_named(message) == frozenset()


def test_a_value_that_is_not_supported_at_all_is_another_matter():
    message = "image_tail is not supported, whatever its resolution"
    assert fields_named(message) == {"image_tail"}


@pytest.mark.parametrize(
    "message",
    [
        "image_tail, dynamic_masks/static_mask and camera_control exclude each other",
        "sound and image_tail cannot be used together",
        "camera_control cannot be combined with image_tail",
    ],
)
def test_fields_that_clash_may_each_be_taken_alone(message: str):
    assert fields_named(message) == frozenset()
