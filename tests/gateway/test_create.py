from __future__ import annotations

import json
import socket

import pytest

from generations.gateway import Ambiguous, Endpoint, NotSent, encode
from tests.gateway.conftest import Buy, Serve
from tests.gateway.wild import CANARY, Behaviour, Conversation, http, once, task


def cut(reply: bytes) -> Behaviour:
    return once(reply[:-5])


def reset_unread(peer: Conversation) -> None:
    peer.feel()
    peer.reset()


def reset_after_reading(peer: Conversation) -> None:
    peer.read()
    peer.reset()


def test_a_create_is_one_post_with_the_key_and_no_compression(
    serve: Serve, buy: Buy
) -> None:
    server = serve(once(http(200, task())))
    bought = buy(server.endpoint)
    (request,) = server.requests
    head, _, body = request.partition(b"\r\n\r\n")
    first, *headers = head.decode().split("\r\n")
    assert first == "POST /v1/ai/ep-1/kling/videos/text2video HTTP/1.1"
    assert {
        f"Host: localhost:{server.port}",
        f"Authorization: Bearer {CANARY}",
        "Content-Type: application/json",
        "Accept-Encoding: identity",
    } <= set(headers)
    assert len(headers) == len({line.partition(":")[0] for line in headers})
    assert json.loads(body) == {"prompt": "A fox", "external_task_id": "ours-1"}
    assert (bought.task_id, bought.external_task_id) == ("t-1", None)
    assert bought.request_id == "req-1"
    assert bought.raw["data"]["task_status"] == "processing"


def test_each_create_has_a_connection_of_its_own(serve: Serve, buy: Buy) -> None:
    server = serve(once(http(200, task(), "Connection: keep-alive")))
    buy(server.endpoint)
    buy(server.endpoint)
    assert server.connections == 2


def test_what_is_hashed_is_what_is_sent(serve: Serve, buy: Buy) -> None:
    server = serve(once(http(200, task())))
    buy(server.endpoint)
    payload = {"prompt": "A fox", "external_task_id": "ours-1"}
    assert server.requests[0].endswith(encode(payload))


@pytest.mark.parametrize(
    "behave",
    [
        pytest.param(reset_unread, id="reset before reading"),
        pytest.param(reset_after_reading, id="reset after reading"),
        pytest.param(once(b""), id="hung up without a word"),
        pytest.param(once(b"HTTP/1.1 200 OK\r\nContent-Le"), id="cut in the headers"),
        pytest.param(cut(http(200, task())), id="cut in the body"),
        pytest.param(
            once(http(200, json.dumps(task()).encode() + b" " * 9)[:-9]),
            id="cut behind the object",
        ),
        pytest.param(once(b"+OK POP3 ready\r\n"), id="another protocol"),
        pytest.param(once(b"HTTP/1.1 200 OK\r\n\r\n{"), id="cut without a length"),
        pytest.param(
            once(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"),
            id="a chunk of no size",
        ),
        pytest.param(
            once(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n{}"),
            id="cut in a chunk",
        ),
        pytest.param(once(http(200, b"<html>Bad Gateway</html>")), id="html"),
        pytest.param(once(http(502, b"<html>Bad Gateway</html>")), id="html, 502"),
        pytest.param(once(http(204, b"")), id="nothing at all"),
        pytest.param(once(http(500, task())), id="accepted, but 500"),
        pytest.param(once(http(400, task())), id="accepted, but 400"),
        pytest.param(once(b"HTTP/1.1 103 Early\r\n\r\n" + http(200, task())), id="103"),
    ],
)
def test_anything_that_breaks_after_connecting_is_in_doubt(
    serve: Serve, buy: Buy, behave: Behaviour
) -> None:
    server = serve(behave)
    with pytest.raises(Ambiguous):
        buy(server.endpoint)
    assert server.connections == 1, "a create in doubt was sent again"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("body", [task(), {"code": 1201, "message": "no"}])
def test_a_redirect_is_in_doubt_and_not_followed(
    serve: Serve, buy: Buy, status: int, body: object
) -> None:
    other = serve(once(http(200, task())))
    location = f"Location: http://localhost:{other.port}/v1/ai/ep-1/kling/videos"
    server = serve(once(http(status, body, location)))
    with pytest.raises(Ambiguous) as caught:
        buy(server.endpoint)
    assert caught.value.http_status == status
    assert (server.connections, other.connections) == (1, 0)


def test_a_refused_connection_is_not_sent(buy: Buy) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with pytest.raises(NotSent, match="refused"):
        buy(Endpoint(f"http://127.0.0.1:{port}", "ep", CANARY))


@pytest.mark.parametrize("host", ["gateway.invalid", "a" * 64 + ".invalid"])
def test_a_name_without_an_address_is_not_sent(buy: Buy, host: str) -> None:
    with pytest.raises(NotSent):
        buy(Endpoint(f"http://{host}", "ep", CANARY))


def test_a_fresh_address_is_tried_where_the_first_one_is_dead(
    serve: Serve, buy: Buy, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = serve(once(http(200, task())))
    live = (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", server.port))
    dead = (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", 1))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [dead, live])
    assert buy(server.endpoint).task_id == "t-1"


def test_proxies_and_netrc_of_the_environment_are_ignored(
    serve: Serve, buy: Buy, monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy = serve(once(http(200, task(task_id="from the proxy"))))
    monkeypatch.setenv("HTTP_PROXY", f"http://localhost:{proxy.port}")
    monkeypatch.setenv("http_proxy", f"http://localhost:{proxy.port}")
    server = serve(once(http(200, task())))
    assert buy(server.endpoint).task_id == "t-1"
    assert proxy.connections == 0
