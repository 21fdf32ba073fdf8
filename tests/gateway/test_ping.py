from __future__ import annotations

import socket

import pytest

from generations.gateway import Endpoint, Gateway
from tests.gateway.conftest import Serve
from tests.gateway.wild import CANARY, http, once


def answer(status: int, code: int) -> bytes:
    return http(status, {"code": code, "message": "Words"})


@pytest.mark.parametrize(
    ("reply", "is_reachable", "key"),
    [
        (answer(404, 1203), True, "accepted"),
        (answer(401, 1002), True, "refused"),
        (answer(403, 1103), True, "refused"),
        (answer(429, 1102), True, "refused"),
        (http(403, b"<html>Forbidden</html>"), True, "refused"),
        (http(404, b"<html>Not Found</html>"), True, "unknown"),
        (answer(503, 5001), True, "unknown"),
        (b"", False, "unknown"),
    ],
)
def test_a_ping_tells_the_address_from_the_key(
    serve: Serve, gateway: Gateway, reply: bytes, is_reachable: bool, key: str
) -> None:
    reach = gateway.ping(serve(once(reply)).endpoint)
    assert (reach.is_reachable, reach.key) == (is_reachable, key)
    assert bool(reach.detail) == (key != "accepted")


def test_a_ping_creates_nothing(serve: Serve, gateway: Gateway) -> None:
    server = serve(once(answer(404, 1203)))
    gateway.ping(server.endpoint)
    (request,) = server.requests
    assert request.startswith(b"GET /v1/ai/ep-1/kling/videos/text2video/nothing-")


def test_a_ping_to_nowhere_is_not_reachable(gateway: Gateway) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    reach = gateway.ping(Endpoint(f"http://127.0.0.1:{port}", "ep", CANARY))
    assert not reach.is_reachable
    assert "refused" in reach.detail
