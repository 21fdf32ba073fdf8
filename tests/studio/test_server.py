"""The web server as clients meet it: one port, odd requests and all."""

from __future__ import annotations

import http.client
import json
import socket
from collections.abc import Iterator
from contextlib import suppress

import pytest

from .running import Studio

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]
JSON = {"Content-Type": "application/json"}
MANY = 24  # more than the threads of all web processes


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    studio = Studio(tmp_path_factory.mktemp("web") / "data", "--web-only")
    try:
        studio.wait_open()
        yield studio
    finally:
        studio.end()


@pytest.fixture
def web(studio: Studio) -> Iterator[http.client.HTTPConnection]:
    connection = http.client.HTTPConnection("127.0.0.1", studio.port, timeout=10)
    yield connection
    connection.close()


def dial(studio: Studio) -> socket.socket:
    return socket.create_connection(("127.0.0.1", studio.port), 10)


def test_a_head_request_gets_no_body(web: http.client.HTTPConnection) -> None:
    for _ in range(2):  # the connection stays usable
        web.request("HEAD", "/healthz")
        answer = web.getresponse()
        assert answer.status == 200
        assert answer.read() == b""


def test_a_40_mb_body_is_refused_in_words(web: http.client.HTTPConnection) -> None:
    web.putrequest("POST", "/api/v1/generations/")
    web.putheader("Content-Type", "application/json")
    web.putheader("Content-Length", str(40 * 2**20))
    web.endheaders(b"{")
    answer = web.getresponse()
    assert answer.status == 413
    assert answer.getheader("Content-Type") == "application/problem+json"
    assert json.loads(answer.read())["code"] == "too_large"


def test_a_callback_is_small_or_refused(web: http.client.HTTPConnection) -> None:
    for size, status in ((64 * 2**10 + 1, 413), (64 * 2**10, 400)):
        web.request("POST", "/callbacks/nobody", b" " * size, JSON)
        answer = web.getresponse()
        assert answer.status == json.loads(answer.read())["status"] == status
        web.close()


def test_a_whole_40_mb_body_is_answered_too(web: http.client.HTTPConnection) -> None:
    # The answer may come before the last byte was sent.
    with suppress(BrokenPipeError, ConnectionResetError):
        web.request("POST", "/api/v1/generations/", b" " * (40 * 2**20))
    answer = web.getresponse()
    assert answer.status == 413


def test_an_upload_may_be_larger_and_not_without_bound(
    web: http.client.HTTPConnection,
) -> None:
    form = {"Content-Type": "multipart/form-data; boundary=x"}
    web.request("POST", "/api/v1/assets/", b"x" * (40 * 2**20), form)
    answer = web.getresponse()
    answer.read()
    assert answer.status == 401
    web.putrequest("POST", "/api/v1/assets")
    web.putheader("Content-Length", str(110 * 10**6))
    web.endheaders(b"x")
    assert web.getresponse().status == 413


def test_a_chunked_body_without_end_is_refused(studio: Studio) -> None:
    with dial(studio) as client:
        client.sendall(
            b"POST /healthz HTTP/1.1\r\nHost: localhost\r\n"
            b"Transfer-Encoding: chunked\r\n\r\n"
        )
        chunk = b"100000\r\n" + b"x" * 2**20 + b"\r\n"
        try:
            for _ in range(40):
                client.sendall(chunk)
        except (BrokenPipeError, ConnectionResetError):
            pass
        assert b" 413 " in client.recv(4096)


def test_uploads_that_never_end_hold_nobody_up(
    studio: Studio, web: http.client.HTTPConnection
) -> None:
    slow = [dial(studio) for _ in range(MANY)]
    try:
        for client in slow:
            client.sendall(
                b"POST /healthz HTTP/1.1\r\nHost: localhost\r\n"
                b"Content-Length: 1000\r\n\r\nx"
            )
        web.request("GET", "/healthz")
        assert web.getresponse().status == 200
    finally:
        for client in slow:
            client.close()


def test_clients_that_do_not_read_hold_nobody_up(
    studio: Studio, web: http.client.HTTPConnection
) -> None:
    slow = [dial(studio) for _ in range(MANY)]
    try:
        for client in slow:
            client.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n" * 50)
        web.request("GET", "/healthz")
        assert web.getresponse().status == 200
    finally:
        for client in slow:
            client.close()
