"""WSGI under ASGI: bodies, answers, and clients that are slow or leave."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kling_site import bridge as bridge_module
from kling_site.bridge import BLOCK, BodyTooLarge, Bridge, NoRoom

StartResponse = Callable[..., Any]
Environ = dict[str, Any]


class Client:
    """The server's side of one ASGI call: what comes in, what went out."""

    def __init__(self, *chunks: bytes, then: str = "http.request") -> None:
        self._coming = [
            {"type": "http.request", "body": chunk, "more_body": True}
            for chunk in chunks
        ] + [{"type": then, "body": b""}]
        self.sent: list[dict[str, Any]] = []
        self.leaves = asyncio.Event()

    async def receive(self) -> dict[str, Any]:
        if self._coming:
            return self._coming.pop(0)
        await self.leaves.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Any) -> None:
        self.sent.append(message)
        await asyncio.sleep(0)

    @property
    def body(self) -> bytes:
        return b"".join(message.get("body", b"") for message in self.sent)


def scope(**changes: Any) -> dict[str, Any]:
    return {
        "type": "http",
        "http_version": "1.1",
        "method": "GET",
        "path": "/",
        "query_string": b"",
        "headers": [],
        "server": ("127.0.0.1", 8000),
        "client": ("127.0.0.1", 4000),
        **changes,
    }


def ask(application: Any, client: Client, **changes: Any) -> Client:
    bridge = Bridge(application, threads=2, largest_body=1000)
    asyncio.run(bridge(scope(**changes), client.receive, client.send))
    return client


def echo(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    start_response("200 OK", [("X-Length", environ["CONTENT_LENGTH"])])
    return [environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))]


def test_a_body_that_came_in_pieces_arrives_whole() -> None:
    client = ask(echo, Client(b"one ", b"two"))
    assert client.body == b"one two"
    assert (b"x-length", b"7") in client.sent[0]["headers"]


def test_a_short_answer_is_one_message() -> None:
    client = ask(echo, Client(b"hello"))
    assert [message["type"] for message in client.sent] == [
        "http.response.start",
        "http.response.body",
    ]
    assert not client.sent[-1].get("more_body")


def test_a_body_declared_too_large_is_refused_unread() -> None:
    client = Client(b"never read")
    with pytest.raises(BodyTooLarge):
        ask(echo, client, headers=[(b"content-length", b"1001")])
    assert client.sent == []


def test_a_body_that_grows_too_large_is_refused() -> None:
    with pytest.raises(BodyTooLarge):
        ask(echo, Client(b"x" * 600, b"x" * 600))


def test_a_body_that_finds_no_room_calls_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bridge_module, "FREE", 2**62)
    monkeypatch.setattr(bridge_module, "LOOK_EVERY", 500)
    bridge = Bridge(echo, threads=1, largest_body=1000, folder=tmp_path)
    client = Client(b"x" * 600, b"x")
    with pytest.raises(NoRoom):
        asyncio.run(bridge(scope(), client.receive, client.send))
    assert client.sent == []


def test_a_client_that_leaves_in_its_body_calls_nothing() -> None:
    called = []
    ask(lambda *_: called.append(1), Client(b"half", then="http.disconnect"))
    assert called == []


def test_a_long_answer_goes_out_in_blocks_and_is_closed_once() -> None:
    answer = LongAnswer(chunks=9, size=BLOCK // 3)
    client = ask(answer, Client())
    assert len(client.body) == 9 * (BLOCK // 3)
    assert max(len(message.get("body", b"")) for message in client.sent) < 2 * BLOCK
    assert [message.get("more_body") for message in client.sent][-1] is False
    assert answer.closed == 1


def test_an_answer_nobody_waits_for_is_left_off_and_closed() -> None:
    answer = LongAnswer(chunks=10_000, size=BLOCK)

    class Leaver(Client):
        async def send(self, message: Any) -> None:
            await super().send(message)
            if len(self.sent) == 3:
                self.leaves.set()

    client = ask(answer, Leaver())
    assert answer.was_closed.wait(5)
    assert answer.closed == 1
    assert len(client.sent) < 10


def test_a_slow_client_holds_no_thread() -> None:
    """One thread serves a second client while the first does not read on."""
    answer = LongAnswer(chunks=4, size=BLOCK)
    bridge = Bridge(answer, threads=1, largest_body=1000)

    class Stuck(Client):
        async def send(self, message: Any) -> None:
            self.sent.append(message)
            await self.leaves.wait()

    async def both() -> Client:
        stuck, quick = Stuck(), Client()
        waiting = asyncio.ensure_future(bridge(scope(), stuck.receive, stuck.send))
        while not stuck.sent:
            await asyncio.sleep(0)
        await asyncio.wait_for(bridge(scope(), quick.receive, quick.send), 5)
        stuck.leaves.set()
        await waiting
        return quick

    assert len(asyncio.run(both()).body) == 4 * BLOCK


def test_an_error_of_the_application_is_raised_and_closes_the_answer() -> None:
    answer = LongAnswer(chunks=2, size=BLOCK, fails=True)
    with pytest.raises(ZeroDivisionError):
        ask(answer, Client())
    assert answer.closed == 1


@pytest.mark.parametrize(
    ("raw_path", "path_info"),
    [(b"/a%20b", "/a b"), (b"/%C3%A9", "/\xc3\xa9"), (b"/%FF", "/\xff")],
)
def test_paths_keep_their_bytes(raw_path: bytes, path_info: str) -> None:
    seen: Environ = {}

    def look(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        seen.update(environ)
        start_response("204 No Content", [])
        return []

    ask(look, Client(), raw_path=raw_path, query_string=b"a=%FF")
    assert seen["PATH_INFO"] == path_info
    assert seen["QUERY_STRING"] == "a=%FF"


def test_headers_that_come_twice_are_joined() -> None:
    seen: Environ = {}

    def look(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        seen.update(environ)
        start_response("204 No Content", [])
        return []

    pairs = [(b"cookie", b"a=1"), (b"cookie", b"b=2"), (b"x-a", b"1"), (b"x-a", b"2")]
    ask(look, Client(), headers=[*pairs, (b"content-type", b"text/plain")])
    assert seen["HTTP_COOKIE"] == "a=1; b=2"
    assert seen["HTTP_X_A"] == "1,2"
    assert seen["CONTENT_TYPE"] == "text/plain"


class LongAnswer:
    """An application whose answer comes in chunks and counts its closings."""

    def __init__(self, *, chunks: int, size: int, fails: bool = False) -> None:
        self.chunks, self.size, self.fails = chunks, size, fails
        self.closed = 0
        self.was_closed = threading.Event()

    def __call__(self, environ: Environ, start_response: StartResponse) -> LongAnswer:
        start_response("200 OK", [])
        return self

    def __iter__(self) -> Iterator[bytes]:
        for number in range(self.chunks):
            if self.fails and number:
                raise ZeroDivisionError
            yield b"x" * self.size

    def close(self) -> None:
        self.closed += 1
        self.was_closed.set()
