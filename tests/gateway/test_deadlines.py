"""A call ends by its deadline whatever the other side does, and wherever."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from time import monotonic

import pytest

from generations.gateway import (
    Ambiguous,
    Endpoint,
    Gateway,
    GatewayError,
    NotSent,
    Unavailable,
)
from generations.gateway.deadline import Deadline, DeadlineSocket
from tests.gateway.conftest import Buy, Serve
from tests.gateway.wild import CANARY, Behaviour, Conversation, http, task

DEADLINE = 0.6
LATEST = DEADLINE + 2  # Late by a busy machine only: a stall would last for ever.

STATUS = b"HTTP/1.1 200 OK\r\n"
CHUNKED = STATUS + b"Transfer-Encoding: chunked\r\n\r\n"
CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"


def silent(peer: Conversation) -> None:
    peer.read()
    peer.wait()


def unread(peer: Conversation) -> None:
    peer.wait()


def drip(start: bytes, drops: bytes) -> Behaviour:
    """Say `start`, then one byte of `drops` at a time, round and round."""

    def behave(peer: Conversation) -> None:
        peer.read()
        peer.say(start)
        while True:
            for drop in drops:
                peer.say(bytes([drop]))
                if peer.wait(0.02):
                    return

    return behave


STALLS = {
    "silence": silent,
    "a request that nobody reads": unread,
    "a dripping status line": drip(b"", b"HTTP/1.1 "),
    "dripping headers": drip(STATUS, b"X-Filler: 1\r\n"),
    "a dripping body": drip(STATUS + b"Content-Length: 9999\r\n\r\n", b" "),
    "a dripping body without a length": drip(STATUS + b"\r\n", b" "),
    "dripping chunks": drip(CHUNKED, b"1\r\n \r\n"),
    "a dripping chunk size": drip(CHUNKED, b"0"),
    "dripping trailers": drip(CHUNKED + b"0\r\n", b"X: 1\r\n"),
    "endless interim answers": drip(b"", CONTINUE),
}


Call = Callable[[Endpoint, Behaviour], object]


def ends_of(call: Call, serve: Serve) -> dict[str, tuple[type[BaseException], bool]]:
    """Make `call` against all stalls at once; tell each one's end and if in time."""

    def end_of(behave: Behaviour) -> tuple[type[BaseException], bool]:
        endpoint = serve(behave).endpoint
        begin = monotonic()
        with pytest.raises(GatewayError) as caught:
            call(endpoint, behave)
        return caught.type, DEADLINE <= monotonic() - begin < LATEST

    with ThreadPoolExecutor(len(STALLS)) as pool:
        return dict(zip(STALLS, pool.map(end_of, STALLS.values()), strict=True))


def test_a_create_ends_by_its_deadline_however_it_stalls(
    serve: Serve, gateway: Gateway
) -> None:
    def create(endpoint: Endpoint, behave: Behaviour) -> None:
        # Longer than what the system buffers, so that sending can stall as well.
        prompt = "A fox" if behave is not unread else "x" * 8_000_000
        payload = {"prompt": prompt}
        gateway.create(endpoint, "text2video", payload, deadline=DEADLINE)

    assert ends_of(create, serve) == dict.fromkeys(STALLS, (Ambiguous, True))


def test_a_query_ends_by_its_deadline_however_it_stalls(
    serve: Serve, gateway: Gateway
) -> None:
    def query(endpoint: Endpoint, _: Behaviour) -> None:
        gateway.query(endpoint, "text2video", "t-1", deadline=DEADLINE)

    assert ends_of(query, serve) == dict.fromkeys(STALLS, (Unavailable, True))


def test_a_query_without_a_deadline_of_its_own_takes_the_clients(serve: Serve) -> None:
    endpoint = serve(silent).endpoint
    begin = monotonic()
    with pytest.raises(Unavailable):
        Gateway(query_deadline=0.3).query(endpoint, "text2video", "t-1")
    assert monotonic() - begin < LATEST


@pytest.fixture
def full_backlog() -> Iterator[int]:
    """Give a port whose connections are never completed."""
    with ExitStack() as stack:
        listener = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        listener.listen(0)
        for _ in range(4):
            filler = stack.enter_context(socket.socket())
            filler.setblocking(False)
            filler.connect_ex(listener.getsockname())
        yield listener.getsockname()[1]


def test_a_connection_that_never_opens_is_not_sent(buy: Buy, full_backlog: int) -> None:
    endpoint = Endpoint(f"http://127.0.0.1:{full_backlog}", "ep", CANARY)
    begin = monotonic()
    with pytest.raises(NotSent):
        buy(endpoint, deadline=DEADLINE)
    assert monotonic() - begin < LATEST


def test_a_handshake_that_never_ends_is_not_sent(serve: Serve, buy: Buy) -> None:
    port = serve(unread).port
    begin = monotonic()
    with pytest.raises(NotSent):
        buy(Endpoint(f"https://localhost:{port}", "ep", CANARY), deadline=DEADLINE)
    assert monotonic() - begin < LATEST


def test_a_resolver_that_never_answers_is_not_sent(
    serve: Serve, buy: Buy, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = serve(silent)

    def never(*_: object, **__: object) -> list[object]:
        server.stopped.wait(9)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", never)
    begin = monotonic()
    with pytest.raises(NotSent):
        buy(server.endpoint, deadline=DEADLINE)
    assert monotonic() - begin < LATEST


def test_nothing_is_sent_or_received_past_the_deadline() -> None:
    ours, theirs = socket.socketpair()
    with theirs, DeadlineSocket(ours.family, ours.type, fileno=ours.detach()) as sock:
        theirs.sendall(b"an answer")
        sock.bind_to(Deadline(0), allowance=99)
        for late in (
            lambda: sock.send(b"x"),
            lambda: sock.sendall(b"x"),
            lambda: sock.recv_into(bytearray(9)),
        ):
            with pytest.raises(TimeoutError):
                late()
        theirs.setblocking(False)
        with pytest.raises(BlockingIOError):
            theirs.recv(1)


def test_a_slow_answer_inside_the_deadline_is_taken(serve: Serve, buy: Buy) -> None:
    def slow(peer: Conversation) -> None:
        peer.read()
        for byte in http(200, task()):
            peer.say(bytes([byte]))
            peer.wait(0.001)

    assert buy(serve(slow).endpoint).task_id == "t-1"
