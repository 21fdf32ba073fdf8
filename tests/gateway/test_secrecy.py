"""The key is in no error, no record and no log, whatever the gateway does."""

from __future__ import annotations

import http.client
import logging
import pickle
import traceback

import pytest

from generations.gateway import Accepted, Endpoint, Gateway, GatewayError, Refused
from tests.gateway.conftest import Buy, Serve
from tests.gateway.wild import (
    CANARY,
    Behaviour,
    Conversation,
    envelope,
    faces,
    once,
    task,
)
from tests.gateway.wild import http as framed

TOKEN = "Vh3_one-of-192-random-bits-9zQ0"
ECHO = f"Bearer {CANARY} is not welcome"


def echo_the_request(peer: Conversation) -> None:
    """Say back what was sent, as a misrouted echo service does."""
    peer.say(peer.read())


def reset(peer: Conversation) -> None:
    peer.read()
    peer.reset()


def hang(peer: Conversation) -> None:
    peer.read()
    peer.wait()


FAULTS: list[Behaviour] = [
    once(b""),
    reset,
    hang,
    echo_the_request,
    once(f"HTTP/1.1 200 {ECHO}\r\n{ECHO}\r\n\r\n{ECHO}".encode()),
    once(f"{ECHO}\r\n\r\n".encode()),
    once(framed(502, ECHO.encode())),
    once(framed(401, {"code": 1002, "message": ECHO})),
    once(framed(400, {"code": 1201, "message": ECHO, "request_id": CANARY})),
    once(framed(200, envelope(0, ECHO, secret=CANARY))),
    once(framed(302, b"", f"Location: http://localhost/?key={CANARY}")),
]


@pytest.mark.parametrize("behave", FAULTS)
def test_no_error_knows_the_key(
    serve: Serve,
    gateway: Gateway,
    behave: Behaviour,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    caplog.set_level(logging.DEBUG)
    monkeypatch.setattr(http.client.HTTPConnection, "debuglevel", 9)
    endpoint = serve(behave).endpoint
    for call in (
        lambda: gateway.create(endpoint, "text2video", {"prompt": "A"}, deadline=0.2),
        lambda: gateway.query(endpoint, "text2video", "t-1", deadline=0.2),
        lambda: gateway.identify_faces(endpoint, {"video_id": "v"}, deadline=0.2),
    ):
        with pytest.raises(GatewayError) as caught:
            call()
        assert CANARY not in everything_about(caught.value)
    assert CANARY not in caplog.text + "".join(capfd.readouterr())


def everything_about(error: GatewayError) -> str:
    """Give what any handler could print: with locals, contexts and attributes."""
    with_locals = traceback.TracebackException.from_exception(
        error, capture_locals=True
    )
    assert error.__context__ is None
    assert error.__cause__ is None
    return "\n".join(
        [
            str(error),
            repr(error),
            repr(vars(error)),
            "".join(traceback.format_exception(error)),
            "".join(with_locals.format()),
        ]
    )


def test_a_key_that_comes_back_with_an_acceptance_is_struck_out(
    serve: Serve, buy: Buy
) -> None:
    server = serve(once(framed(200, task(echo=ECHO))))
    bought = buy(server.endpoint)
    assert isinstance(bought, Accepted)
    assert bought.raw["data"]["echo"] == "Bearer [key] is not welcome"


@pytest.mark.parametrize("slash", ["/", "\\/"])
def test_a_secret_address_of_ours_that_comes_back_is_struck_out(
    serve: Serve, buy: Buy, slash: str
) -> None:
    told = slash.join(["https:", "", "studio.example", "callbacks", TOKEN])
    body = '{"code": 1201, "message": "callback_url ' + told + ' is not reachable"}'
    server = serve(once(framed(400, body.encode())))
    with pytest.raises(Refused, match=r"callbacks/\[key\] is not reachable"):
        buy(server.endpoint)


def test_a_key_that_comes_back_with_faces_is_struck_out(
    serve: Serve, gateway: Gateway
) -> None:
    address = f"https://cdn.example/face.jpg?key={CANARY}"
    face = {"face_id": "0", "face_image": address, "start_time": 0, "end_time": 9}
    server = serve(once(framed(200, faces(face_data=[face]))))
    found = gateway.identify_faces(server.endpoint, {}, deadline=5)
    assert found.faces[0].image_url == "https://cdn.example/face.jpg?key=[key]"
    assert CANARY not in repr(found) + repr(found.raw)


def test_a_key_that_is_an_ordinary_word_leaves_answers_whole(
    serve: Serve, gateway: Gateway
) -> None:
    server = serve(once(framed(200, task(task_status_msg="of the sandbox"))))
    endpoint = Endpoint(server.endpoint.base_url, "ep", "sandbox")
    answer = gateway.query(endpoint, "text2video", "t-1")
    assert answer.message == "of the sandbox"


def test_an_endpoint_shows_everything_but_its_key() -> None:
    endpoint = Endpoint("https://gateway.example/v1/ai", "ep", CANARY)
    assert CANARY not in repr(endpoint) + str(endpoint) + f"{endpoint}"
    assert "ep" in repr(endpoint)


def test_an_error_survives_a_queue(serve: Serve, buy: Buy) -> None:
    server = serve(once(framed(400, {"code": 1301, "message": "no"})))
    with pytest.raises(GatewayError) as caught:
        buy(server.endpoint)
    copy = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - pickled just here
    assert (type(copy), vars(copy)) == (caught.type, vars(caught.value))
