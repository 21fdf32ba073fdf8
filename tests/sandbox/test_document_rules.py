"""The sandbox refuses what the interface document refuses, with its codes."""

from __future__ import annotations

from typing import Any

import pytest

from generations.sandbox.checks import parsed
from generations.sandbox.protocol import Refusal
from generations.sandbox.text2video import read

from .caller import Caller, path

V16 = {"model_name": "MaaS_KL_V1.6"}
V26 = {"model_name": "MaaS_KeLing_V2.6", "mode": "pro"}
MASTER = {"model_name": "MaaS_KL_V2.1_Master"}
TURBO = {"model_name": "MaaS_KeLing_V2.5_turbo"}


def simple(**config: object) -> dict[str, Any]:
    return {"camera_control": {"type": "simple", "config": config}}


@pytest.mark.parametrize(
    "name",
    [
        "MaaS_KL_V1.6",
        "MaaS_KeLing_V1.6",
        "MaaS_KL_V2.1_Master",
        "MaaS_KeLing_V2.1_master",
        "MaaS_KeLing_V2.5_turbo",
        "kling-v1",
    ],
)
def test_every_spelling_of_the_document_is_known(name):
    assert read({"model_name": name, "prompt": "A fox"}).prompt == "A fox"


@pytest.mark.parametrize(
    "body",
    [
        V16,
        V16 | {"mode": "pro", "duration": "10", "aspect_ratio": "9:16"},
        V16 | {"cfg_scale": 0, "negative_prompt": ""},
        V16 | {"prompt": "é" * 2500, "negative_prompt": "x" * 2500},
        V16 | {"mode": "pro"} | simple(zoom=-10),
        V16 | simple(horizontal=2.5, pan=0, tilt=0),
        V16 | {"camera_control": {"type": "forward_up"}},
        V26 | {"sound": "on", "duration": "10"},
        V26 | {"sound": "off"},
        MASTER | {"duration": "10"},
        TURBO | {"mode": "std"},
        TURBO | {"mode": "pro", "duration": "10"},
    ],
)
def test_what_the_document_allows_is_taken(body):
    assert read({"prompt": "A fox"} | body)


@pytest.mark.parametrize(
    "body",
    [
        {"prompt": ""},
        {"prompt": "  "},
        {"prompt": None},
        {"prompt": 7},
        {"prompt": "x" * 2501},
        {"negative_prompt": "x" * 2501},
        {"negative_prompt": None},
        {"model_name": "MaaS_KL_V2.1"},
        {"model_name": "kling-v9"},
        {"model_name": 1},
        {"model_name": ""},
        {"mode": "PRO"},
        {"mode": None},
        {"duration": 5},
        {"duration": "7"},
        {"aspect_ratio": "4:3"},
        {"aspect_ratio": "16:09"},
        {"cfg_scale": 1.01},
        {"cfg_scale": 10**400},
        {"cfg_scale": "0.5"},
        {"cfg_scale": True},
        {"sound": "off"},
        {"callback_url": "http://example.com/"},
        {"image": "x"},
        {"external_task_id": 5},
        MASTER | {"mode": "pro"},
        MASTER | {"cfg_scale": 0.5},
        {"model_name": "MaaS_KeLing_V2.6"},
        V26 | {"mode": "std"},
        V26 | {"cfg_scale": 0.5},
        V26 | {"sound": True},
        V26 | {"camera_control": {"type": "forward_up"}},
        {"duration": "10"} | simple(zoom=1),
        simple(),
        simple(zoom=0),
        simple(zoom=1, pan=1),
        simple(zoom=11),
        simple(dolly=1),
        {"camera_control": {"type": "simple"}},
        {"camera_control": {"type": "forward_up", "config": {}}},
        {"camera_control": {"type": "sideways"}},
        {"camera_control": {"config": {"zoom": 1}}},
        {"camera_control": {"type": "simple", "zoom": 1}},
        {"camera_control": {"type": "forward_up", "aspect_ratio": "1:1"}},
        {"camera_control": "forward_up"},
    ],
)
def test_what_the_document_forbids_is_1201(body):
    with pytest.raises(Refusal) as refusal:
        read(V16 | {"prompt": "A fox"} | body)
    assert (refusal.value.code, refusal.value.http_status) == (1201, 400)


def test_a_prompt_is_required():
    with pytest.raises(Refusal, match="prompt"):
        read(V16)


@pytest.mark.parametrize("raw", [b"", b"[]", b"{", b'{"a": NaN}', b"\xff", b"[" * 9999])
def test_a_body_that_is_no_json_object_is_1200(raw):
    with pytest.raises(Refusal) as refusal:
        parsed(raw)
    assert (refusal.value.code, refusal.value.http_status) == (1200, 400)


def test_content_that_is_refused_is_1301(caller: Caller):
    reply = caller.create("A fox [refuse]")
    assert (reply.status, reply.code) == (400, 1301)
    assert "data" not in reply.json


@pytest.mark.parametrize(
    ("header", "code"),
    [(None, 1001), ("", 1001), ("Bearer ", 1001), ("Basic abc", 1002), ("abc", 1002)],
)
def test_without_a_bearer_key_nothing_is_answered(caller: Caller, header, code):
    nobody = Caller(caller.url, key=None)
    headers = {} if header is None else {"Authorization": header}
    for method, name in (("POST", ""), ("GET", "1")):
        reply = nobody.call(method, path(name), b"{}", **headers)
        assert (reply.status, reply.code) == (401, code)


def test_any_key_on_any_endpoint_path_will_do(caller: Caller):
    body = b'{"prompt": "A fox"}'
    other = Caller(caller.url, key="other")
    assert other.call("POST", path(endpoint="XYZ"), body).code == 0


def test_a_huge_body_is_refused_and_the_refusal_arrives(caller: Caller):
    reply = caller.post({"prompt": "x" * (2 << 20)})
    assert (reply.status, reply.code) == (413, 1200)


@pytest.mark.parametrize(
    ("method", "where", "code"),
    [
        ("PUT", path(), 1202),
        ("GET", path(), 1202),
        ("DELETE", path("1"), 1202),
        ("GET", path("1"), 1203),
        ("POST", "/v1/ai/ep-1/kling/videos/text2poem", 1203),
        ("GET", "/", 1203),
    ],
)
def test_wrong_methods_and_unknown_things_are_404(caller: Caller, method, where, code):
    reply = caller.call(method, where)
    assert (reply.status, reply.code) == (404, code)
