from __future__ import annotations

from typing import Any

import pytest

from generations.gateway import writer_for

ADDRESS = "https://studio.example/m/1.png"
ORDINARY = {"image": ADDRESS, "mode": "std", "duration": 5}
MASK = {"mask": ADDRESS, "trajectories": [{"x": 1, "y": 2}, {"x": 3, "y": 4}]}


def write(request: dict[str, Any] = ORDINARY, /, **changes: Any) -> dict[str, Any]:
    return writer_for("image2video")(
        {**request, **changes},
        wire_model_name="MaaS_KL_V1.6",
        external_task_id="prod-1",
    )


def test_a_picture_alone_is_enough() -> None:
    assert write() == {
        "model_name": "MaaS_KL_V1.6",
        "image": ADDRESS,
        "mode": "std",
        "duration": "5",
        "external_task_id": "prod-1",
    }


def test_a_last_frame_goes_with_the_first_or_alone() -> None:
    assert write(image_tail=ADDRESS)["image_tail"] == ADDRESS
    alone = write({"mode": "pro", "duration": 10}, image_tail=ADDRESS)
    assert alone["image_tail"] == ADDRESS
    assert "image" not in alone


@pytest.mark.parametrize("nothing", [{}, {"image": None}, {"image": "", "prompt": "A"}])
def test_a_request_without_any_frame_is_refused(nothing: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="image_tail"):
        write({"mode": "std", "duration": 5, **nothing})


def test_a_clip_has_the_shape_of_its_picture() -> None:
    assert write(aspect_ratio="16:9") == write()


def test_optional_fields_are_written_where_the_request_has_them() -> None:
    given = {
        "prompt": "A fox",
        "negative_prompt": "rain",
        "cfg_scale": 0,
        "sound": "on",
    }
    written = write(**given)
    assert {name: written[name] for name in given} == given
    empty = {"prompt": "", "negative_prompt": "", "cfg_scale": None, "sound": None}
    masks = {"static_mask": None, "dynamic_masks": [], "camera_control": None}
    assert write(**empty, **masks, mode=None) == {
        name: value for name, value in write().items() if name != "mode"
    }


def test_a_camera_move_is_written_as_for_text() -> None:
    camera = {"type": "simple", "config": {"tilt": 10}}
    config = write(camera_control=camera)["camera_control"]["config"]
    assert (len(config), config["tilt"]) == (6, 10)
    preset = {"type": "down_back", "config": None}
    assert write(camera_control=preset)["camera_control"] == {"type": "down_back"}


def test_each_area_has_its_mask_and_its_path_from_the_bottom() -> None:
    written = write(static_mask=ADDRESS, dynamic_masks=[MASK, MASK], image_height=720)
    assert written["static_mask"] == ADDRESS
    path = [{"x": 1, "y": 718}, {"x": 3, "y": 716}]
    assert written["dynamic_masks"] == [{"mask": ADDRESS, "trajectories": path}] * 2
    assert "image_height" not in written


def test_a_path_without_its_pictures_height_is_never_sent() -> None:
    with pytest.raises(KeyError, match="image_height"):
        write(dynamic_masks=[MASK])
    with pytest.raises(ValueError, match="whole"):
        write(dynamic_masks=[MASK], image_height=None)


@pytest.mark.parametrize("odd", [1.5, 2.0, "3", None, True])
def test_a_point_lies_on_a_pixel(odd: object) -> None:
    path = [{"x": 1, "y": odd}, {"x": 3, "y": 4}]
    with pytest.raises(ValueError, match="whole"):
        write(dynamic_masks=[{**MASK, "trajectories": path}], image_height=720)
