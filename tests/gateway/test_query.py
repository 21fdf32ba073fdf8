from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from generations.gateway import Gateway, NotFound, Unavailable, wire
from generations.gateway.connection import Connection, Reply, Request, Silence
from generations.gateway.deadline import Deadline
from generations.gateway.dial import dial
from tests.gateway.conftest import Serve
from tests.gateway.wild import Conversation, always, http, once, task


def echo_the_id(peer: Conversation) -> None:
    """Answer each query with the id that it asked for."""
    while head := peer.read():
        asked = head.split(b" ")[1].rpartition(b"/")[2].decode()
        peer.say(http(200, task(task_id=asked)))


def test_a_query_is_a_get_of_the_encoded_id(serve: Serve, gateway: Gateway) -> None:
    server = serve(always(http(200, task())))
    gateway.query(server.endpoint, "multi_image2video", "a/b ?#%ü")
    (request,) = server.requests
    assert request.startswith(
        b"GET /v1/ai/ep-1/kling/videos/multi-image2video/a%2Fb%20%3F%23%25%C3%BC HTTP"
    )


@pytest.mark.parametrize("task_id", ["", ".", ".."])
def test_an_id_that_would_leave_its_folder_is_never_asked(
    serve: Serve, gateway: Gateway, task_id: str
) -> None:
    server = serve(always(http(200, task())))
    with pytest.raises(ValueError, match="segment"):
        gateway.query(server.endpoint, "text2video", task_id)
    assert server.connections == 0


def test_queries_share_a_connection(serve: Serve, gateway: Gateway) -> None:
    server = serve(always(http(200, task())))
    for _ in range(5):
        gateway.query(server.endpoint, "text2video", "t-1")
    assert (server.connections, len(server.requests)) == (1, 5)


def test_a_chunked_answer_keeps_its_connection(serve: Serve, gateway: Gateway) -> None:
    body = http(200, task()).partition(b"\r\n\r\n")[2]
    chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    chunks = b"5\r\n%s\r\n%x\r\n%s\r\n0\r\n\r\n" % (body[:5], len(body) - 5, body[5:])
    server = serve(always(chunked + chunks))
    for _ in range(2):
        assert gateway.query(server.endpoint, "text2video", "t-1").task_id == "t-1"
    assert server.connections == 1


def test_a_connection_closed_while_idle_is_replaced(
    serve: Serve, gateway: Gateway
) -> None:
    server = serve(once(http(200, task())))
    for _ in range(3):
        assert gateway.query(server.endpoint, "text2video", "t-1").task_id == "t-1"
    assert server.connections == 3


def test_a_query_that_breaks_on_a_kept_connection_is_asked_once_more(
    serve: Serve, gateway: Gateway
) -> None:
    def hang_up_on_the_second(peer: Conversation) -> None:
        peer.read()
        peer.say(http(200, task()))
        peer.read()

    server = serve(hang_up_on_the_second)
    for _ in range(2):
        gateway.query(server.endpoint, "text2video", "t-1")
    assert (server.connections, len(server.requests)) == (2, 3)


def test_a_query_that_breaks_on_a_new_connection_is_not_repeated(
    serve: Serve, gateway: Gateway
) -> None:
    server = serve(once(b""))
    with pytest.raises(Unavailable):
        gateway.query(server.endpoint, "text2video", "t-1")
    assert server.connections == 1


def test_an_answer_nobody_asked_for_is_never_taken_for_the_next(
    serve: Serve, gateway: Gateway
) -> None:
    def add_one_later(peer: Conversation) -> None:
        peer.read()
        peer.say(http(200, task(task_id="first")))
        peer.wait(0.05)
        peer.say(http(200, task(task_id="surplus")))
        peer.wait()

    server = serve(add_one_later)
    gateway.query(server.endpoint, "text2video", "first")
    server.stopped.wait(0.15)
    again = gateway.query(server.endpoint, "text2video", "first")
    assert (again.task_id, server.connections) == ("first", 2)


def test_an_answer_that_came_too_late_is_never_taken_for_the_next(
    serve: Serve, gateway: Gateway
) -> None:
    def answer_the_second_late(peer: Conversation) -> None:
        peer.read()
        peer.say(http(200, task(task_id="first")))
        peer.read()
        peer.wait(0.3)
        peer.say(http(200, task(task_id="late")))
        peer.wait()

    server = serve(answer_the_second_late)
    gateway.query(server.endpoint, "text2video", "first")
    with pytest.raises(Unavailable):
        gateway.query(server.endpoint, "text2video", "late", deadline=0.1)
    again = gateway.query(server.endpoint, "text2video", "first")
    assert (again.task_id, server.connections) == ("first", 2)


def test_a_connection_never_opens_itself_again(serve: Serve) -> None:
    server = serve(once(http(200, task(), "Connection: close")))
    connection = Connection(dial(server.endpoint.origin, Deadline(5), tls=None))
    request = Request("GET", "/", {"Host": "localhost"})
    assert isinstance(connection.exchange(request, Deadline(5)), Reply)
    assert isinstance(connection.exchange(request, Deadline(5)), Silence)
    connection.close()
    assert server.connections == 1


def test_sixty_four_threads_each_get_their_own_answer(
    serve: Serve, gateway: Gateway
) -> None:
    server = serve(echo_the_id)
    asked = [f"task-{number}" for number in range(640)]

    def query(task_id: str) -> str | None:
        return gateway.query(server.endpoint, "text2video", task_id).task_id

    with ThreadPoolExecutor(64) as pool:
        assert list(pool.map(query, asked)) == asked
    assert server.connections <= 64


def test_only_so_many_connections_are_kept(
    serve: Serve, gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire, "POOL_SIZE", 1)
    both_asked = Barrier(2)

    def answer_both_at_once(peer: Conversation) -> None:
        while peer.read():
            both_asked.wait(5)
            peer.say(http(200, task()))

    server = serve(answer_both_at_once)
    for _ in range(2):
        with ThreadPoolExecutor(2) as pool:
            asking = [
                pool.submit(gateway.query, server.endpoint, "text2video", "t-1")
                for _ in range(2)
            ]
        assert [asked.result().task_id for asked in asking] == ["t-1", "t-1"]
    assert server.connections == 3


def test_a_forked_child_opens_connections_of_its_own(
    serve: Serve, gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = serve(echo_the_id)
    gateway.query(server.endpoint, "text2video", "parent")
    monkeypatch.setattr(os, "getpid", lambda: -1)
    gateway.query(server.endpoint, "text2video", "child")
    assert server.connections == 2


@pytest.mark.parametrize(
    "reply",
    [
        http(404, b"<html>404 Not Found</html>"),
        http(404, b""),
        http(404, {"message": "no route"}),
        http(404, {"code": 0, "data": None}),
        http(404, task()),
        http(500, task()),
        http(502, {"code": 1203, "message": "not found"}),
        http(302, {"code": 1203, "message": "not found"}, "Location: /elsewhere"),
        http(200, {"code": 0, "data": {}}),
        http(200, {"code": 0, "data": []}),
    ],
)
def test_only_the_gateway_itself_can_deny_a_task(
    serve: Serve, gateway: Gateway, reply: bytes
) -> None:
    with pytest.raises(Unavailable):
        gateway.query(serve(once(reply)).endpoint, "text2video", "t-1")


@pytest.mark.parametrize("status", [200, 400, 404])
def test_the_gateways_own_denial_is_believed(
    serve: Serve, gateway: Gateway, status: int
) -> None:
    body = {"code": 1203, "message": "task not found"}
    with pytest.raises(NotFound):
        gateway.query(serve(once(http(status, body))).endpoint, "text2video", "t-1")
