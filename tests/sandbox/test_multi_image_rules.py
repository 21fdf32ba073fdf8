"""multi-image2video refuses what the document refuses: code 1201."""

from __future__ import annotations

from typing import Any

import pytest

from generations.sandbox.multi_image2video import read
from generations.sandbox.protocol import Refusal

from .pictures import plain


def images(*values: Any) -> list[dict[str, Any]]:
    return [{"image": value} for value in values]


def body(**fields: Any) -> dict[str, Any]:
    asked = {
        "model_name": "MaaS_KeLing_V1.6",
        "prompt": "A fox and an owl",
        "image_list": images(plain(), plain(400, 300)),
    }
    return asked | fields


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_one_to_four_images_are_taken(number):
    order = read(body(image_list=images(*[plain()] * number)))
    assert len(order.pictures.first) == number


@pytest.mark.parametrize(
    "fields",
    [
        {"mode": "pro", "duration": "10", "aspect_ratio": "9:16"},
        {"negative_prompt": "", "external_task_id": "ours-1"},
        {"model_name": "MaaS_KL_V1.6"},
        {"callback_url": "https://example.com/callbacks/x?y=1"},
        {"callback_url": ""},
    ],
)
def test_what_the_document_lists_is_taken(fields):
    assert read(body(**fields)).model == "v1.6"


def test_the_printed_default_is_v16():
    asked = body()
    del asked["model_name"]
    assert (read(asked).model, read(asked).aspect) == ("v1.6", "16:9")


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"prompt": " "}, "prompt"),
        ({"prompt": None}, "prompt"),
        ({"model_name": "MaaS_KL_V2.1"}, "model_name"),
        ({"model_name": "kling-v1"}, "model_name"),
        ({"image_list": []}, "image_list"),
        ({"image_list": None}, "image_list"),
        ({"image_list": "x"}, "image_list"),
        ({"image_list": images(*[plain()] * 5)}, "4"),
        ({"image_list": [plain()]}, "image_list.0"),
        ({"image_list": [{}]}, "image_list.0.image"),
        ({"image_list": images(plain(), "")}, "image_list.1.image"),
        ({"image_list": images("data:image/png;base64,AAAA")}, "data:"),
        ({"image_list": [{"image": plain(), "id": 1}]}, "image_list.0.id"),
        ({"image_list": images(plain(800, 310))}, "aspect ratio"),
        ({"aspect_ratio": "16:09"}, "aspect_ratio"),
        ({"sound": "off"}, "sound"),
        ({"cfg_scale": 0.5}, "cfg_scale"),
        ({"camera_control": {}}, "camera_control"),
        ({"image_tail": plain()}, "image_tail"),
        ({"callback_url": "ftp://example.com/"}, "callback_url"),
        ({"callback_url": "http://"}, "callback_url"),
        ({"callback_url": "http://[::1/"}, "callback_url"),
        ({"callback_url": "http://host:99999/"}, "callback_url"),
        ({"callback_url": "http://host/a b"}, "callback_url"),
        ({"callback_url": "http://host/\r\nX: 1"}, "callback_url"),
        ({"callback_url": 7}, "callback_url"),
        ({"callback_url": "http://host/" + "x" * 2048}, "callback_url"),
    ],
)
def test_what_it_does_not_is_1201_and_named(fields, named):
    with pytest.raises(Refusal) as refusal:
        read(body(**fields))
    assert (refusal.value.code, refusal.value.http_status) == (1201, 400)
    assert named in refusal.value.message
