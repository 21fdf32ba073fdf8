"""A lip-sync is taken as the document says, and not otherwise."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .caller import Caller, Clock
from .customer import HOUR, LIP_SYNC, Customer, in_base64, lip_sync, sound


def test_a_lip_sync_is_answered_as_printed(customer: Customer, clock: Clock):
    body = lip_sync(customer.session()) | {"external_task_id": "ours-1"}
    reply = customer.caller.post(body, LIP_SYNC)
    now = int(clock.now * 1000)
    assert reply.data == {
        "task_id": reply.data["task_id"],
        "task_status": "submitted",
        "created_at": now,
        "updated_at": now,
        "task_info": {"external_task_id": "ours-1"},
    }


def test_a_look_by_either_id_names_the_video_before(customer: Customer, clock: Clock):
    before = customer.clip()
    session_id = customer.faces(video_id=before["id"]).data["session_id"]
    body = lip_sync(session_id) | {"external_task_id": "ours-1"}
    task_id = customer.caller.post(body, LIP_SYNC).data["task_id"]
    clock.pass_(HOUR)
    data = customer.caller.query(task_id, LIP_SYNC).data
    assert customer.caller.query("ours-1", LIP_SYNC).data == data
    assert data["task_id"] == task_id
    assert data["task_status"] == "succeed"
    assert data["task_info"] == {"external_task_id": "ours-1", "parent_video": before}
    (video,) = data["task_result"]["videos"]
    assert video["id"] != before["id"]


@pytest.mark.parametrize("kind", ["wav", "mp3", "m4a"])
def test_the_documents_kinds_of_sound_are_taken(customer: Customer, kind):
    sent = in_base64(sound(kind))
    assert customer.lip_sync(customer.session(), sound_file=sent).code == 0


@pytest.mark.parametrize(
    "changes",
    [
        {"sound_volume": 0, "original_audio_volume": 2},
        {"sound_start_time": 1000, "sound_insert_time": 3041},
        {"sound_insert_time": 0},
        {"sound_file": ..., "audio_id": "sandbox-3000"},
        {"sound_file": "", "audio_id": "sandbox-3000"},
    ],
)
def test_what_the_document_allows_is_taken(customer: Customer, changes):
    assert customer.lip_sync(customer.session(), **changes).code == 0


@pytest.mark.parametrize(
    "changes",
    [
        {"face_id": ...},
        {"face_id": ""},
        {"face_id": 0},
        {"face_id": "7"},
        {"sound_file": ...},
        {"sound_file": ""},
        {"sound_file": None},
        {"sound_file": "no base64!"},
        {"sound_file": "c291bmQ"},
        {"sound_file": in_base64(b"sound" * 1000)},
        {"sound_file": "data:audio/wav;base64," + in_base64(sound())},
        {"sound_file": "\ud800"},
        {"sound_file": "http://127.0.0.1:1/sound.wav"},
        {"audio_id": "sandbox-3000"},
        {"sound_file": ..., "audio_id": "811982203088818203"},
        {"sound_file": ..., "audio_id": "sandbox-1999"},
        {"sound_file": ..., "audio_id": "sandbox-60001"},
        {"sound_start_time": ...},
        {"sound_end_time": ...},
        {"sound_insert_time": ...},
        {"sound_start_time": -1},
        {"sound_start_time": "0"},
        {"sound_start_time": 0.0},
        {"sound_start_time": True},
        {"sound_start_time": 1001},
        {"sound_start_time": 10**30},
        {"sound_end_time": 3001},
        {"sound_end_time": 1999},
        {"sound_insert_time": 2042},
        {"sound_insert_time": -1},
        {"sound_volume": 2.1},
        {"sound_volume": -0.1},
        {"sound_volume": "1"},
        {"sound_volume": None},
        {"original_audio_volume": 2.1},
        {"original_audio_volume": True},
        {"volume": 1},
    ],
)
def test_what_the_document_does_not_allow_is_1201(customer: Customer, changes):
    reply = customer.lip_sync(customer.session(), **changes)
    assert (reply.status, reply.code) == (400, 1201)
    assert customer.outcomes(LIP_SYNC) == ["refused"]


@pytest.mark.parametrize(
    ("kind", "seconds"),
    [("wav", 1.9), ("wav", 60.2), ("ogg", 3), ("aac", 3), ("webm", 3)],
)
def test_other_sounds_are_1201(customer: Customer, kind, seconds):
    sent = in_base64(sound(kind, seconds))
    reply = customer.lip_sync(customer.session(), sound_file=sent, sound_end_time=1900)
    assert reply.code == 1201
    assert "sound_file" in reply.json["message"]


def test_a_sound_of_more_than_five_megabytes_is_refused(customer: Customer):
    sent = in_base64(sound() + bytes(5_000_000))
    reply = customer.lip_sync(customer.session(), sound_file=sent)
    assert (reply.code, reply.json["message"]) == (
        1201,
        "sound_file cannot exceed 5 MB",
    )
    huge = customer.lip_sync(customer.session(), sound_file="A" * (9 << 20))
    assert (huge.status, huge.code) == (413, 1200)


@pytest.mark.parametrize(
    "body",
    [
        {"session_id": ...},
        {"session_id": ""},
        {"session_id": 7},
        {"session_id": "nobody-knows-it"},
        {"face_choose": ...},
        {"face_choose": []},
        {"face_choose": {}},
        {"face_choose": ["0"]},
        {"face_choose": None},
        {"face_choose": "twice"},
        {"external_task_id": 7},
        {"callback_url": 7},
        {"model_name": "MaaS_KL_V1.6"},
        {"mode": "std"},
    ],
)
def test_what_the_whole_may_not_be_is_1201(customer: Customer, body):
    right = lip_sync(customer.session())
    wrong: dict[str, Any] = right | body
    if wrong.get("face_choose") == "twice":
        wrong["face_choose"] = right["face_choose"] * 2
    kept = {key: value for key, value in wrong.items() if value is not ...}
    assert customer.caller.post(kept, LIP_SYNC).code == 1201
    assert customer.outcomes(LIP_SYNC) == ["refused"]


def test_the_token_of_the_pictures_is_no_session(customer: Customer):
    video_id = customer.clip()["id"]
    (face,) = customer.faces(video_id=video_id).data["face_data"]
    token = face["face_image"].split("/")[-1].removesuffix("-0.jpg")
    assert customer.lip_sync(token).code == 1201


@pytest.mark.parametrize(("insert", "code"), [(1000, 0), (999, 1201)])
def test_sound_and_face_share_two_seconds(customer: Customer, insert, code):
    """The second of two comes after two seconds: 1000 to 4000 just suffices."""
    session_id = customer.session("Two women talk")
    reply = customer.lip_sync(session_id, face_id="1", sound_insert_time=insert)
    assert reply.code == code


def test_a_callback_address_is_taken(customer: Customer):
    body = lip_sync(customer.session()) | {"callback_url": "http://127.0.0.1:1/"}
    assert customer.caller.post(body, LIP_SYNC).code == 0


def test_a_restart_keeps_sessions_sounds_and_videos(
    open_sandbox: Callable[..., Caller], tmp_path: Path, clock: Clock
):
    first = Customer(open_sandbox(folder=tmp_path / "a", clock=clock), clock)
    before = first.clip()
    session_id = first.faces(video_id=before["id"]).data["session_id"]
    task_id = first.lip_sync(session_id).data["task_id"]
    shutil.copytree(tmp_path / "a", tmp_path / "b")
    second = Customer(open_sandbox(folder=tmp_path / "b", clock=clock), clock)
    data = second.caller.query(task_id, LIP_SYNC).data
    assert data["task_info"]["parent_video"] == before | {
        "url": before["url"].replace(first.caller.url, second.caller.url)
    }
    assert second.lip_sync(session_id).code == 0
    assert second.extend(before["id"]).code == 0
    kept = (tmp_path / "b" / "films").iterdir()
    assert [path.read_bytes() for path in kept if not path.suffix] == [sound()]
