"""A video is extended as the document says, and not otherwise."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .caller import Caller, Clock, InstantStudio
from .customer import EXTEND, HOUR, LIP_SYNC, Customer, lip_sync


class Minutes(InstantStudio):
    """Has every film ready at once, and says that it lasts `seconds`."""

    def __init__(self, seconds: str) -> None:
        self.seconds = seconds

    def order(self, task: Any, path: Path, **then: Any) -> None:
        path.write_bytes(b"film")
        then["ready"]("0" * 64, 4, self.seconds)


def test_an_extension_is_answered_as_printed(customer: Customer, clock: Clock):
    reply = customer.extend(customer.clip()["id"], prompt="She turns around")
    now = int(clock.now * 1000)
    assert reply.data == {
        "task_id": reply.data["task_id"],
        "task_status": "submitted",
        "created_at": now,
        "updated_at": now,
    }


def test_a_look_names_the_video_before(customer: Customer, clock: Clock):
    before = customer.clip()
    task_id = customer.extend(before["id"]).data["task_id"]
    created = int(clock.now * 1000)
    clock.pass_(HOUR)
    data = customer.caller.query(task_id, EXTEND).data
    (video,) = data["task_result"].pop("videos")
    assert video["id"] not in {before["id"], task_id}
    assert customer.caller.file(video["url"]).status == 200
    assert created < data.pop("updated_at")
    assert data == {
        "task_id": task_id,
        "task_status": "succeed",
        "task_status_msg": "",
        "task_info": {"parent_video": before},
        "task_result": {},
        "created_at": created,
    }


def test_a_result_is_extended_again(customer: Customer):
    video_id = customer.clip(mode="pro")["id"]
    for _ in range(2):
        video_id = customer.finished(EXTEND, {"video_id": video_id})["id"]
    assert customer.outcomes(EXTEND) == ["accepted"] * 2


@pytest.mark.parametrize(
    "fields",
    [
        {"video_id": ...},
        {"video_id": ""},
        {"video_id": None},
        {"video_id": 7},
        {"video_id": ["a"]},
        {"video_id": "nobody-knows-it"},
        {"video_id": "x" * 600},
        {"prompt": "x" * 2501},
        {"prompt": 7},
        {"external_task_id": "ours-1"},
        {"model_name": "MaaS_KL_V1.6"},
        {"mode": "std"},
        {"duration": "5"},
        {"negative_prompt": "no"},
        {"cfg_scale": 0.5},
        {"callback_url": "http://127.0.0.1/"},
    ],
)
def test_what_the_document_does_not_allow_is_1201(customer: Customer, fields):
    body = {"video_id": customer.clip()["id"]} | fields
    kept = {key: value for key, value in body.items() if value is not ...}
    reply = customer.caller.post(kept, EXTEND)
    assert (reply.status, reply.code) == (400, 1201)
    assert customer.outcomes(EXTEND) == ["refused"]


def test_a_task_id_is_no_video_id(customer: Customer):
    task_id = customer.caller.create().data["task_id"]
    customer.clock.pass_(HOUR)
    assert customer.extend(task_id).code == 1201


def test_a_video_that_is_not_finished_is_not_known(customer: Customer, clock: Clock):
    video_id = customer.clip()["id"]
    clock.pass_(1 - HOUR)
    assert customer.extend(video_id).code == 1201


@pytest.mark.parametrize(
    "model", ["MaaS_KL_V2.1_Master", "MaaS_KeLing_V2.5_turbo", "kling-v1"]
)
def test_only_v16_is_extended(customer: Customer, model):
    assert customer.extend(customer.clip(model_name=model)["id"]).code == 1201


def test_a_lip_sync_is_not_extended(customer: Customer):
    video = customer.finished(LIP_SYNC, lip_sync(customer.session()))
    assert customer.extend(video["id"]).code == 1201


def test_after_thirty_days_there_is_nothing_to_extend(customer: Customer, clock: Clock):
    video_id = customer.clip()["id"]
    clock.pass_(29 * 24 * HOUR)
    assert customer.extend(video_id).code == 0
    clock.pass_(24 * HOUR)
    assert customer.extend(video_id).code == 1201


@pytest.mark.parametrize(("seconds", "code"), [("175", 0), ("175.001", 1201)])
def test_three_minutes_are_the_most(
    open_sandbox: Callable[..., Caller], clock: Clock, seconds, code
):
    customer = Customer(open_sandbox(studio=Minutes(seconds), clock=clock), clock)
    assert customer.extend(customer.clip()["id"]).code == code


def test_content_is_judged_and_may_fail_late(customer: Customer, clock: Clock):
    video_id = customer.clip()["id"]
    assert customer.extend(video_id, prompt="[refuse]").code == 1301
    task_id = customer.extend(video_id, prompt="[fail]").data["task_id"]
    clock.pass_(10)
    assert customer.caller.query(task_id, EXTEND).data["task_status"] == "failed"


def test_it_is_found_by_its_task_id_in_its_own_family_only(customer: Customer):
    task_id = customer.extend(customer.clip()["id"]).data["task_id"]
    assert customer.caller.query(task_id).code == 1203
    assert customer.caller.query(task_id, EXTEND).code == 0
