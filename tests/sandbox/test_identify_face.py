"""Faces are looked for as the document says; a session of them lives for a day."""

from __future__ import annotations

import http.client
from collections.abc import Callable

import pytest

from .caller import Caller, Clock
from .customer import FACES, HOUR, LIP_SYNC, Customer, lip_sync
from .test_video_extend import Minutes


def test_faces_are_answered_as_printed(customer: Customer):
    reply = customer.faces(video_id=customer.clip("Two women talk")["id"])
    first, second = reply.data["face_data"]
    assert set(reply.json) == {"code", "message", "request_id", "data"}
    assert set(reply.data) == {"session_id", "face_data"}
    assert first == {
        "face_id": "0",
        "face_image": first["face_image"],
        "start_time": 0,
        "end_time": 5041,
    }
    assert first["face_image"].startswith(f"{customer.caller.url}/faces/")
    assert (second["face_id"], second["start_time"]) == ("1", 2000)


def test_a_clip_without_faces_has_an_empty_list(customer: Customer):
    reply = customer.faces(video_id=customer.clip("Low sun over open water")["id"])
    assert (reply.code, reply.data["face_data"]) == (0, [])
    assert reply.data["session_id"]


def test_every_look_opens_a_session_of_its_own(customer: Customer):
    video_id = customer.clip()["id"]
    names = {customer.faces(video_id=video_id).data["session_id"] for _ in range(2)}
    assert len(names) == 2


@pytest.mark.parametrize(
    "fields",
    [
        {"video_id": ...},
        {"video_id": ""},
        {"video_id": None},
        {"video_id": 5},
        {"video_id": "nobody-knows-it"},
        {"video_url": "http://127.0.0.1:1/a.mp4"},
        {"video_url": 5},
        {"external_task_id": "ours-1"},
        {"callback_url": "http://127.0.0.1/"},
    ],
)
def test_what_the_document_does_not_allow_is_1201(customer: Customer, fields):
    body = {"video_id": customer.clip()["id"]} | fields
    kept = {key: value for key, value in body.items() if value is not ...}
    reply = customer.caller.post(kept, FACES)
    assert (reply.status, reply.code) == (400, 1201)
    (line,) = customer.caller.control.ledger()["faces"]
    assert (line["outcome"], line["code"]) == ("refused", 1201)


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"\xff", b"[" * 9999])
def test_a_body_that_is_no_object_is_1200(customer: Customer, body):
    assert customer.caller.post(body, FACES).code == 1200


def test_a_key_is_asked_for(customer: Customer):
    nobody = Caller(customer.caller.url, key=None)
    assert nobody.post({}, FACES).code == 1001


def test_there_is_nothing_to_look_at_later(customer: Customer):
    assert customer.caller.query("", FACES).code == 1202
    assert customer.caller.query("1", FACES).code == 1203


@pytest.mark.parametrize(("seconds", "code"), [("60", 0), ("60.001", 1201)])
def test_a_minute_is_the_most(
    open_sandbox: Callable[..., Caller], clock: Clock, seconds, code
):
    customer = Customer(open_sandbox(studio=Minutes(seconds), clock=clock), clock)
    assert customer.faces(video_id=customer.clip()["id"]).code == code


def test_a_look_is_on_a_list_of_its_own(customer: Customer):
    session_id = customer.session()
    ledger = customer.caller.control.ledger()
    assert [line["family"] for line in ledger["creates"]] == ["text2video"]
    (line,) = ledger["faces"]
    assert (line["outcome"], line["session_id"]) == ("accepted", session_id)
    assert (line["endpoint"], line["faces"]) == ("ep-1", 1)


def test_a_session_lives_for_a_day(customer: Customer, clock: Clock):
    session_id = customer.session()
    clock.pass_(24 * HOUR - 1)
    assert customer.lip_sync(session_id).code == 0
    clock.pass_(1)
    reply = customer.lip_sync(session_id)
    assert (reply.status, reply.code) == (400, 1201)
    assert reply.json["message"] == "session_id does not exist or has expired"


def test_a_session_ends_with_its_video(customer: Customer, clock: Clock):
    video_id = customer.clip()["id"]
    clock.pass_(29 * 24 * HOUR + 20 * HOUR)
    session_id = customer.faces(video_id=video_id).data["session_id"]
    clock.pass_(4 * HOUR)
    assert customer.lip_sync(session_id).code == 1201


@pytest.mark.parametrize(
    ("rule", "status", "outcome"),
    [
        ({"fault": "code", "code": 5000}, 500, "refused"),
        ({"fault": "html_502"}, 502, "lost"),
        ({"fault": "malformed", "body": "]["}, 200, "lost"),
        ({"fault": "slow", "seconds": 0.05}, 200, "accepted"),
    ],
)
def test_faults_strike_looks_too(customer: Customer, rule, status, outcome):
    video_id = customer.clip()["id"]
    customer.caller.control.faults(rule | {"match": {"op": "faces"}})
    assert customer.faces(video_id=video_id).status == status
    (line,) = customer.caller.control.ledger()["faces"]
    assert line["outcome"] == outcome


@pytest.mark.parametrize("fault", ["drop_request", "hang"])
def test_a_look_may_never_be_answered(customer: Customer, fault):
    video_id = customer.clip()["id"]
    rule = {"fault": fault, "match": {"op": "faces"}, "seconds": 0.05}
    customer.caller.control.faults(rule)
    with pytest.raises((OSError, http.client.HTTPException)):
        customer.faces(video_id=video_id)


def test_faces_may_be_missed_on_demand(customer: Customer):
    video_id = customer.clip()["id"]
    customer.caller.control.faults({"fault": "empty_result", "match": {"op": "faces"}})
    session = customer.faces(video_id=video_id).data
    assert session["face_data"] == []
    assert customer.lip_sync(session["session_id"]).code == 1201


def test_a_lip_sync_shows_the_faces_of_its_video(customer: Customer):
    video = customer.finished(LIP_SYNC, lip_sync(customer.session("Two singers")))
    (first, second) = customer.faces(video_id=video["id"]).data["face_data"]
    assert (first["start_time"], second["start_time"]) == (0, 2000)
