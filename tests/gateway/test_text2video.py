from __future__ import annotations

from typing import Any

import pytest

from generations.gateway import writer_for

ORDINARY = {
    "kind": "text2video",
    "model": "v1.6",
    "mode": "std",
    "duration": 5,
    "prompt": "A fox",
    "aspect_ratio": "16:9",
}


def write(**changes: Any) -> dict[str, Any]:
    return writer_for("text2video")(
        ORDINARY | changes, wire_model_name="MaaS_KL_V1.6", external_task_id="prod-1"
    )


def test_an_ordinary_request_writes_its_fields_and_no_others() -> None:
    assert write() == {
        "model_name": "MaaS_KL_V1.6",
        "prompt": "A fox",
        "mode": "std",
        "duration": "5",
        "aspect_ratio": "16:9",
        "external_task_id": "prod-1",
    }


@pytest.mark.parametrize("duration", [10, "10"])
def test_a_duration_is_written_as_text(duration: object) -> None:
    assert write(duration=duration)["duration"] == "10"


def test_a_model_without_modes_gets_none() -> None:
    assert "mode" not in write(mode=None)


def test_optional_fields_are_written_where_the_request_has_them() -> None:
    given = {"negative_prompt": "rain", "cfg_scale": 0, "sound": "off"}
    written = write(**given)
    assert {name: written[name] for name in given} == given


def test_optional_fields_without_a_value_are_left_out() -> None:
    empty = {"negative_prompt": "", "cfg_scale": None, "sound": None}
    assert write(**empty, camera_control=None) == write()


def test_our_own_fields_never_reach_the_gateway() -> None:
    ours = {
        "title": "Fox",
        "metadata": {"a": 1},
        "quote": "q",
        "callback_url": "http://x",
        "model_name": "kling-v1",
        "external_task_id": "theirs",
    }
    assert write(**ours) == write()


def test_a_simple_camera_move_names_all_six_axes_inside_its_config() -> None:
    camera = {"type": "simple", "config": {"zoom": -4, "pan": None, "shake": 1}}
    assert write(camera_control=camera)["camera_control"] == {
        "type": "simple",
        "config": {
            "horizontal": 0,
            "vertical": 0,
            "pan": 0,
            "tilt": 0,
            "roll": 0,
            "zoom": -4,
        },
    }


@pytest.mark.parametrize("config", [{}, {"zoom": 0}, {"zoom": 4, "pan": -1}])
def test_a_simple_camera_move_uses_exactly_one_axis(config: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="exactly one"):
        write(camera_control={"type": "simple", "config": config})


@pytest.mark.parametrize(
    "preset",
    ["down_back", "forward_up", "right_turn_forward", "left_turn_forward"],
)
def test_a_preset_camera_move_has_no_config(preset: str) -> None:
    camera = {"type": preset, "config": {"zoom": 4}}
    assert write(camera_control=camera)["camera_control"] == {"type": preset}
