"""The server: connections are kept, cut and stopped as they should be."""

from __future__ import annotations

import http.client
import socket
import threading
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest

from generations.sandbox.call import Inbound

from .caller import Caller, path, until


def raw(caller: Caller, request: bytes) -> bytes:
    """Send bytes and return all that comes back until the server closes."""
    host, port = urlsplit(caller.url).netloc.split(":")
    with socket.create_connection((host, int(port)), 5) as sock:
        sock.sendall(request)
        return b"".join(iter(lambda: sock.recv(65536), b""))


def test_a_connection_serves_many_requests(caller: Caller):
    connection = http.client.HTTPConnection(urlsplit(caller.url).netloc, timeout=5)
    sockets = set()
    for _ in range(3):
        connection.request("GET", path("1"), headers={"Authorization": "Bearer k"})
        assert connection.getresponse().read()
        sockets.add(connection.sock)
    connection.close()
    assert len(sockets) == 1


def test_requests_may_arrive_together_and_in_pieces(caller: Caller):
    one = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
    last = one.replace(b"Host", b"Connection: close\r\nHost")
    assert raw(caller, one + one + last).count(b"200 OK") == 3


@pytest.mark.parametrize(
    "request_",
    [
        b"nonsense\r\n\r\n",
        b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"POST / HTTP/1.1\r\nContent-Length: -5\r\n\r\n",
        b"GET / HTTP/1.1\r\nX: " + b"x" * 70_000,
    ],
)
def test_what_is_no_request_is_400(caller: Caller, request_):
    assert raw(caller, request_).startswith(b"HTTP/1.1 400")


def test_old_clients_are_answered_and_closed(caller: Caller):
    assert raw(caller, b"GET /healthz HTTP/1.0\r\n\r\n").endswith(b"ok")


def test_a_body_is_waited_for_when_the_client_asks_first(caller: Caller):
    head = f"POST {path()} HTTP/1.1\r\nAuthorization: Bearer k\r\nConnection: close\r\n"
    body = b'{"prompt": "A fox"}'
    head += f"Expect: 100-continue\r\nContent-Length: {len(body)}\r\n\r\n"
    answer = raw(caller, head.encode() + body)
    assert answer.startswith(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK")


def test_a_connection_with_an_unread_body_is_not_used_again(caller: Caller):
    request = b"POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\nhi"
    assert b"Connection: close" in raw(caller, request)


def test_a_stop_waits_for_no_hung_caller(open_sandbox: Callable[..., Caller]):
    caller = open_sandbox()
    caller.control.faults({"fault": "hang"})
    waiting = caller.in_background(Caller(caller.url, timeout=60).create)
    until(lambda: caller.control.ledger()["creates"])
    assert waiting.is_alive()


def test_many_callers_at_once_are_one_at_a_time_on_the_ledger(
    open_sandbox: Callable[..., Caller],
):
    caller = open_sandbox(concurrency=10)
    threads = [threading.Thread(target=caller.create) for _ in range(30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    ledger = caller.control.ledger()
    accepted = [line for line in ledger["creates"] if line["outcome"] == "accepted"]
    assert [line["live"] for line in accepted] == list(range(1, 11))
    assert len(ledger["creates"]) == 30


@pytest.mark.parametrize(
    ("address", "local"),
    [
        ("127.0.0.1", True),
        ("::1", True),
        ("::ffff:127.0.0.1", True),
        ("10.0.0.1", False),
        ("", False),
    ],
)
def test_control_is_for_loopback_only(address, local):
    assert Inbound({"REMOTE_ADDR": address}).local is local
