"""image2video refuses what the document and the provider's map refuse: code 1201."""

from __future__ import annotations

from typing import Any

import pytest

from generations.sandbox.image2video import MASK_FLAW, read
from generations.sandbox.protocol import Refusal

from .pictures import mask, plain

SIDE = (320, 320)
BOX = (100, 100, 200, 200)
V16 = {"model_name": "MaaS_KL_V1.6"}
V21 = {"model_name": "MaaS_KL_V2.1"}
V26 = {"model_name": "MaaS_KeLing_V2.6", "mode": "pro"}
MASTER = {"model_name": "MaaS_KL_V2.1_Master"}
TURBO = {"model_name": "MaaS_KeLing_V2.5_turbo"}
PRO = {"mode": "pro"}
TAIL = {"image_tail": plain()}
STATIC = {"static_mask": mask(SIDE, BOX)}
CAMERA = {"camera_control": {"type": "simple", "config": {"pan": -3}}}
WAY = [{"x": 150, "y": 170}, {"x": 320, "y": 0}]


def dynamic(*ways: Any, box: Any = BOX, size: Any = SIDE) -> dict[str, Any]:
    groups = [{"mask": mask(size, box), "trajectories": way} for way in ways]
    return {"dynamic_masks": groups}


def point(x: Any, y: Any) -> dict[str, Any]:
    return dynamic([{"x": x, "y": y}, {"x": 1, "y": 1}])


BRUSH = dynamic(WAY)


def body(*parts: dict[str, Any], image: str | None = None) -> dict[str, Any]:
    asked: dict[str, Any] = dict(V16)
    asked["image"] = plain() if image is None else image
    for part in parts:
        asked |= part
    return asked


def refused(asked: dict[str, Any]) -> str:
    with pytest.raises(Refusal) as refusal:
        read(asked)
    assert (refusal.value.code, refusal.value.http_status) == (1201, 400)
    return refusal.value.message


@pytest.mark.parametrize(
    "parts",
    [
        (),
        ({"prompt": "", "negative_prompt": "x", "duration": "10"},),
        ({"cfg_scale": 1},),
        (V21,),
        (V21, PRO, {"duration": "10"}),
        (MASTER,),
        (TURBO,),
        (TURBO, PRO),
        (V26, {"sound": "on"}),
        ({"model_name": "kling-v1"},),
        (PRO, TAIL),
        (PRO, TAIL, {"duration": "10"}),
        (V21, PRO, TAIL),
        (TURBO, PRO, TAIL),
        (V26, TAIL),
        (V26, TAIL, {"sound": "off"}),
        (PRO, TAIL, {"image": ""}),
        (CAMERA,),
        (PRO, {"camera_control": {"type": "down_back"}}),
        (STATIC,),
        (BRUSH,),
        (PRO, STATIC, dynamic(*[WAY] * 6)),
        (dynamic([{"x": n, "y": n} for n in range(77)]),),
        (V21, {"image_tail": "", "static_mask": "", "dynamic_masks": []}),
    ],
)
def test_what_goes_together_is_taken(parts):
    assert read(body(*parts)).family == "image2video"


@pytest.mark.parametrize(
    ("parts", "named"),
    [
        (({"image": ""},), "image and image_tail"),
        (({"aspect_ratio": "16:9"},), "aspect_ratio"),
        (({"callback_url": "http://127.0.0.1/"},), "callback_url"),
        (({"image": None},), "image"),
        (({"image": 5},), "image"),
        (({"prompt": "x" * 2501},), "prompt"),
        (({"duration": 5},), "duration"),
        (({"model_name": "MaaS_KeLing_V9"},), "model_name"),
        (({"sound": "off"},), "sound"),
        ((V21, {"cfg_scale": 0.5}), "cfg_scale"),
        ((TURBO, {"cfg_scale": 0.5}), "cfg_scale"),
        ((V26, {"cfg_scale": 0.5}), "cfg_scale"),
        ((V26, {"mode": "std"}), "mode"),
        ((MASTER, {"mode": "pro"}), "mode"),
        ((TAIL,), "image_tail"),
        ((V21, TAIL), "image_tail"),
        ((MASTER, TAIL), "image_tail"),
        (({"model_name": "kling-v1"}, PRO, TAIL), "image_tail"),
        ((V26, TAIL, {"sound": "on"}), "sound"),
        ((TAIL, {"image": ""}), "image_tail"),
        ((V21, PRO, TAIL, {"image": ""}), "image_tail"),
        ((CAMERA, {"duration": "10"}), "camera_control"),
        ((V21, CAMERA), "camera_control"),
        ((BRUSH, {"duration": "10"}), "dynamic_masks"),
        ((V21, BRUSH), "dynamic_masks"),
        ((V26, STATIC), "static_mask"),
        ((PRO, TAIL, BRUSH), "exclude"),
        ((PRO, TAIL, CAMERA), "exclude"),
        ((STATIC, CAMERA), "exclude"),
        ((PRO, TAIL, STATIC, {"image": ""}), "exclude"),
        ((BRUSH, {"image": ""}), "image"),
        ((STATIC, {"image": ""}), "image"),
        ((dynamic(*[WAY] * 7),), "6"),
        ((dynamic(WAY[:1]),), "trajectories"),
        ((dynamic(WAY * 39),), "trajectories"),
        ((dynamic([]),), "trajectories"),
        ((dynamic(None),), "trajectories"),
        ((point(-1, 5),), "dynamic_masks.0.trajectories.0.x"),
        ((point(5, 321),), "dynamic_masks.0.trajectories.0.y"),
        ((point(5.0, 5),), "trajectories.0.x"),
        ((point(True, 5),), "trajectories.0.x"),
        ((point("5", 5),), "trajectories.0.x"),
        ((point(10**400, 5),), "trajectories.0.x"),
        ((dynamic([[1, 2], [3, 4]]),), "trajectories.0"),
        ((dynamic([{"x": 1, "y": 1, "t": 0}] * 2),), "trajectories.0.t"),
        (({"dynamic_masks": {}},), "dynamic_masks"),
        (({"dynamic_masks": [5]},), "dynamic_masks.0"),
        (({"dynamic_masks": [{"trajectories": WAY}]},), "dynamic_masks.0.mask"),
        (({"dynamic_masks": [{"mask": plain()}]},), "trajectories"),
        ((STATIC, dynamic(WAY, size=(640, 640))), "resolution"),
    ],
)
def test_what_does_not_is_1201_and_named(parts, named):
    assert named in refused(body(*parts))


def test_an_image_is_required():
    assert "image" in refused(dict(V16))


def test_points_come_up_from_the_bottom_of_the_image():
    order = read(body(dynamic([{"x": 0, "y": 0}, {"x": 320, "y": 319}])))
    assert order.pictures.brushes[0].way == ((0, 320), (320, 1))


def test_a_mask_of_another_shape_is_taken_and_will_fail():
    order = read(body(dynamic(WAY, size=(480, 320))))
    assert order.flaw == MASK_FLAW
    assert read(body(dynamic(WAY, size=(640, 640)))).flaw == ""
