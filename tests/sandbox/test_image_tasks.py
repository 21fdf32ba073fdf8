"""Tasks with pictures: their answers as printed, their files kept beside the films."""

from __future__ import annotations

import base64
import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .caller import Caller, Clock, Reply
from .pictures import mask, plain

IMAGE, IMAGES = "image2video", "multi-image2video"
FAMILIES = (IMAGE, IMAGES)


def create(caller: Caller, family: str, **fields: Any) -> Reply:
    body: dict[str, Any] = {"prompt": "A fox"}
    if family == IMAGE:
        body |= {"model_name": "MaaS_KL_V1.6", "image": plain()}
    else:
        body |= {"image_list": [{"image": plain()}, {"image": plain(400, 300)}]}
    return caller.post(body | fields, family)


def names(*pictures: str) -> set[str]:
    return {hashlib.sha256(base64.b64decode(one)).hexdigest() for one in pictures}


def kept(folder: Path) -> set[str]:
    return {path.name for path in (folder / "films").iterdir() if not path.suffix}


@pytest.mark.parametrize("family", FAMILIES)
def test_a_create_is_answered_as_printed(caller: Caller, clock: Clock, family):
    reply = create(caller, family, external_task_id="ours-1")
    now = int(clock.now * 1000)
    assert reply.data == {
        "task_id": reply.data["task_id"],
        "task_status": "submitted",
        "created_at": now,
        "updated_at": now,
        "task_info": {"external_task_id": "ours-1"},
    }


@pytest.mark.parametrize("family", FAMILIES)
def test_a_query_by_either_id_has_id_and_times_on_top(
    caller: Caller, clock: Clock, family
):
    task_id = create(caller, family, external_task_id="ours-1").data["task_id"]
    created = int(clock.now * 1000)
    clock.pass_(3600)
    seen = caller.query(task_id, family).data
    assert caller.query("ours-1", family).data == seen
    (video,) = seen["task_result"].pop("videos")
    assert set(video) == {"id", "url", "duration"}
    assert created < seen.pop("updated_at")
    assert seen == {
        "task_id": task_id,
        "task_status": "succeed",
        "task_status_msg": "",
        "task_info": {"external_task_id": "ours-1"},
        "task_result": {},
        "created_at": created,
    }


def test_a_task_is_unknown_to_another_family(caller: Caller):
    task_id = create(caller, IMAGE).data["task_id"]
    assert caller.query(task_id).code == 1203
    assert caller.query(task_id, IMAGES).code == 1203


def test_a_prompt_is_needed_for_several_pictures_only(caller: Caller):
    assert create(caller, IMAGE, prompt="").code == 0
    assert create(caller, IMAGES, prompt="").code == 1201


@pytest.mark.parametrize("family", FAMILIES)
def test_words_refuse_and_fail_here_too(caller: Caller, clock: Clock, family):
    assert create(caller, family, prompt="A fox [refuse]").code == 1301
    task_id = create(caller, family, prompt="A fox [fail]").data["task_id"]
    clock.pass_(10)
    assert caller.query(task_id, family).data["task_status"] == "failed"


def test_a_mask_of_another_shape_fails_after_it_was_taken(caller: Caller, clock: Clock):
    task_id = create(caller, IMAGE, static_mask=mask((640, 320), (9, 9, 50, 50))).data[
        "task_id"
    ]
    clock.pass_(10)
    data = caller.query(task_id, IMAGE).data
    assert data["task_status"] == "failed"
    assert "aspect ratio" in data["task_status_msg"]


def test_pictures_are_on_disk_once_and_not_on_the_ledger(caller: Caller, tmp_path):
    for _ in range(2):
        assert create(caller, IMAGES).code == 0
    assert kept(tmp_path) == names(plain(), plain(400, 300))
    assert (tmp_path / "ledger.jsonl").stat().st_size < 8000


def test_what_is_not_accepted_leaves_no_picture(
    open_sandbox: Callable[..., Caller], tmp_path
):
    caller = open_sandbox(concurrency=0)
    assert create(caller, IMAGE).code == 1303
    assert kept(tmp_path) == set()


def test_pictures_outlive_a_restart_and_go_with_their_task(
    open_sandbox: Callable[..., Caller], tmp_path: Path, clock: Clock
):
    create(open_sandbox(folder=tmp_path / "a", clock=clock), IMAGE)
    (tmp_path / "a/films" / ("0" * 64)).write_bytes(b"nobody's")
    for copy, days in (("b", 1), ("c", 30)):
        shutil.copytree(tmp_path / "a", tmp_path / copy)
        clock.pass_(days * 86400)
        open_sandbox(folder=tmp_path / copy, clock=clock)
    assert kept(tmp_path / "b") == names(plain())
    assert kept(tmp_path / "c") == set()


def test_four_pictures_of_the_greatest_size_fit_a_call_and_more_do_not(caller: Caller):
    huge = [{"image": "A" * (14 << 20)}] * 4
    reply = create(caller, IMAGES, image_list=huge)
    assert (reply.status, reply.code) == (400, 1201)
    reply = create(caller, IMAGES, image_list=[*huge, *huge[:1]])
    assert (reply.status, reply.code) == (413, 1200)


@pytest.mark.parametrize("family", FAMILIES)
def test_a_task_can_go_by_its_own_id_as_in_the_documents_examples(
    caller: Caller, family
):
    caller.control.faults({"fault": "echo_external_id"})
    created = create(caller, family, external_task_id="ours-1").data
    assert created["task_id"] == "ours-1"
    assert caller.query("ours-1", family).data["task_id"] == "ours-1"
