"""No answer fills the memory."""

from __future__ import annotations

import gzip
import tracemalloc

import pytest

from generations.gateway import Ambiguous, Gateway, Unavailable
from tests.gateway.conftest import Buy, Serve
from tests.gateway.wild import Behaviour, Conversation, http, once, task

MEGABYTE = 1 << 20
OK = b"HTTP/1.1 200 OK\r\n"


def endless(start: bytes, piece: bytes) -> Behaviour:
    def behave(peer: Conversation) -> None:
        peer.read()
        peer.say(start)
        while not peer.wait(0):
            peer.say(piece)

    return behave


BOMB = gzip.compress(b'{"a": "' + b"x" * 50 * MEGABYTE + b'"}')

FLOODS = {
    "a body without an end": endless(OK + b"\r\n", b"x" * 65536),
    "a body said to be huge": endless(
        OK + b"Content-Length: 9999999999\r\n\r\n", b"x" * 65536
    ),
    "chunks without an end": endless(
        OK + b"Transfer-Encoding: chunked\r\n\r\n", b"ffff\r\n" + b"x" * 65535 + b"\r\n"
    ),
    "a chunk said to be huge": endless(
        OK + b"Transfer-Encoding: chunked\r\n\r\nffffffffff\r\n", b"x" * 65536
    ),
    "headers without an end": endless(OK, b"X-Filler: " + b"x" * 60000 + b"\r\n"),
    "many small headers": endless(OK, b"X: 1\r\n" * 1000),
    "a header without an end": endless(OK + b"X: ", b"x" * 65536),
    "a status line without an end": endless(b"HTTP/1.1 200 ", b"x" * 65536),
    "interim answers without an end": endless(
        b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 99
    ),
    "trailers without an end": endless(
        OK + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"X: 1\r\n" * 1000
    ),
    "a compressed bomb": once(http(200, BOMB, "Content-Encoding: gzip")),
}


@pytest.mark.parametrize("behave", FLOODS.values(), ids=FLOODS.keys())
def test_a_flood_ends_early_and_small(
    serve: Serve, gateway: Gateway, buy: Buy, behave: Behaviour
) -> None:
    endpoint = serve(behave).endpoint
    tracemalloc.start()
    try:
        with pytest.raises(Ambiguous) as bought:
            buy(endpoint, deadline=20)
        with pytest.raises(Unavailable):
            gateway.query(endpoint, "text2video", "t-1", deadline=20)
        assert tracemalloc.get_traced_memory()[1] < 8 * MEGABYTE
    finally:
        tracemalloc.stop()
    assert "deadline" not in bought.value.message


def test_an_answer_just_inside_the_cap_is_read(serve: Serve, buy: Buy) -> None:
    filler = "x" * (MEGABYTE - len(http(200, task(filler=""))))
    server = serve(once(http(200, task(filler=filler))))
    assert buy(server.endpoint).task_id == "t-1"
