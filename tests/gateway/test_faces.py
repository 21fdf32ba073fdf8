"""Faces are found in one call, which may have cost something even if it is lost."""

from __future__ import annotations

import json
import socket
from time import monotonic
from typing import Any

import pytest

from generations.gateway import (
    AccountFault,
    Ambiguous,
    Busy,
    Endpoint,
    Face,
    Faces,
    Gateway,
    GatewayError,
    ModelFault,
    NotSent,
    Refused,
)
from generations.gateway.connection import Reply
from generations.gateway.faces import identified
from tests.gateway.conftest import Serve
from tests.gateway.wild import CANARY, Behaviour, Conversation, faces, http, once

FACE = {"face_id": "0", "face_image": "https://f", "start_time": 0, "end_time": 5300}
VIDEO = {"video_id": "v-1"}


def read(status: int = 200, **changes: Any) -> Faces:
    return identified(Reply(status, json.dumps(faces(**changes)).encode()))


def hang(peer: Conversation) -> None:
    peer.read()
    peer.wait()


def reset(peer: Conversation) -> None:
    peer.read()
    peer.reset()


def test_faces_are_asked_for_once_and_answered_at_once(
    serve: Serve, gateway: Gateway
) -> None:
    server = serve(once(http(200, faces())))
    found = gateway.identify_faces(server.endpoint, VIDEO, deadline=5)
    face = Face("0", "https://cdn.example/face.jpg", 0, 5300)
    assert (found.session_id, found.faces) == ("s-1", (face,))
    assert found.request_id == "req-1"
    assert found.raw["data"]["session_id"] == "s-1"
    assert (len(server.requests), server.connections) == (1, 1)


@pytest.mark.parametrize(
    "behave",
    [
        pytest.param(once(b""), id="hung up without a word"),
        pytest.param(reset, id="reset after reading"),
        pytest.param(once(http(200, faces())[:-5]), id="cut in the body"),
        pytest.param(once(http(200, b"<html></html>")), id="html"),
        pytest.param(once(http(502, faces())), id="found, but 502"),
        pytest.param(once(http(302, faces(), "Location: /x")), id="redirected"),
        pytest.param(once(http(503, {"code": 5001})), id="in maintenance"),
        pytest.param(once(http(400, {"code": 9999})), id="a code of no table"),
    ],
)
def test_a_lost_answer_may_have_been_paid_for_and_is_not_asked_again(
    serve: Serve, gateway: Gateway, behave: Behaviour
) -> None:
    server = serve(behave)
    with pytest.raises(Ambiguous) as caught:
        gateway.identify_faces(server.endpoint, VIDEO, deadline=5)
    assert caught.type is Ambiguous
    assert server.connections == 1


def test_an_answer_that_does_not_come_is_given_up_in_time(
    serve: Serve, gateway: Gateway
) -> None:
    begin = monotonic()
    with pytest.raises(Ambiguous, match="deadline"):
        gateway.identify_faces(serve(hang).endpoint, VIDEO, deadline=0.3)
    assert 0.3 <= monotonic() - begin < 2.3


def test_what_never_left_is_known_not_to_have_been_sent(gateway: Gateway) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    nowhere = Endpoint(f"http://127.0.0.1:{port}", "ep", CANARY)
    with pytest.raises(NotSent):
        gateway.identify_faces(nowhere, VIDEO, deadline=5)


@pytest.mark.parametrize(
    ("code", "error"),
    [
        (1002, AccountFault),
        (1102, AccountFault),
        (1103, ModelFault),
        (1201, Refused),
        (1203, Refused),
        (1301, Refused),
        (1302, Busy),
        (1303, Busy),
    ],
)
def test_a_refusal_means_what_it_means_for_a_create(
    serve: Serve, gateway: Gateway, code: int, error: type[GatewayError]
) -> None:
    server = serve(once(http(400, {"code": code, "message": "Words"})))
    with pytest.raises(error, match="Words"):
        gateway.identify_faces(server.endpoint, VIDEO, deadline=5)


@pytest.mark.parametrize("code", [1201, 1303, 9999, "x", None])
def test_an_error_that_names_a_session_is_in_doubt(code: object) -> None:
    body = {"code": code, "data": {"session_id": "s-1", "face_data": []}}
    with pytest.raises(Ambiguous):
        identified(Reply(200, json.dumps(body).encode()))


@pytest.mark.parametrize("session_id", [None, "", " ", True, 1.5, [], "x" * 129, ".."])
def test_faces_without_a_usable_session_are_in_doubt(session_id: object) -> None:
    with pytest.raises(Ambiguous):
        read(session_id=session_id)


@pytest.mark.parametrize("nobody", [[], None])
def test_nobody_in_the_video_is_an_answer(nobody: object) -> None:
    assert read(face_data=nobody).faces == ()


@pytest.mark.parametrize("odd", ["", "none", {}, 3, [None], [[]], [{"face_id": ""}]])
def test_a_list_that_cannot_be_read_is_not_taken_for_nobody(odd: object) -> None:
    with pytest.raises(Ambiguous):
        read(face_data=odd)


def test_a_session_without_a_list_is_not_taken_for_nobody() -> None:
    body = {"code": 0, "data": {"session_id": "s-1"}}
    with pytest.raises(Ambiguous):
        identified(Reply(200, json.dumps(body).encode()))


def test_a_face_without_an_id_is_left_out_and_the_others_stay() -> None:
    found = read(face_data=[None, {"face_image": "https://f"}, {**FACE, "face_id": 1}])
    assert found.faces == (Face("1", "https://f", 0, 5300),)


@pytest.mark.parametrize(
    ("start", "end", "span"),
    [
        (0, 5300, (0, 5300)),
        ("40", "5300", (40, 5300)),
        (0.0, 5300.0, (0, 5300)),
        (7, 7, (7, 7)),
        (8, 7, (None, None)),
        (-1, 7, (None, None)),
        (None, 5300, (None, None)),
        (0, None, (None, None)),
        (0, True, (None, None)),
        (0, 10**40, (None, None)),
        (0, 1e300, (None, None)),
        (0, "5.3 s", (None, None)),
    ],
)
def test_a_face_is_seen_from_one_moment_to_another_or_nobody_knows_when(
    start: object, end: object, span: tuple[int | None, int | None]
) -> None:
    (face,) = read(face_data=[{**FACE, "start_time": start, "end_time": end}]).faces
    assert (face.start_ms, face.end_ms) == span


@pytest.mark.parametrize("url", [None, "", 3, [], "x" * 5000])
def test_a_face_without_a_picture_is_still_a_face(url: object) -> None:
    (face,) = read(face_data=[{**FACE, "face_image": url}]).faces
    assert (face.face_id, face.image_url) == ("0", None)
