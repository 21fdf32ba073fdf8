"""A result file is fetched whole, once, within its caps, or not at all."""

from __future__ import annotations

import errno
import gzip
import hashlib
import os
import socket
import threading
import time
from pathlib import Path

import pytest

from generations.media.download import (
    DeadlineExceeded,
    Downloaded,
    Downloader,
    Expired,
    Incomplete,
    NotAllowed,
    TooLarge,
    Unreachable,
)
from tests.media.raw_server import (
    RawServer,
    Script,
    answer,
    drip,
    redirect,
    says,
    serving,
)

CLIP = b"\x00\x00\x00\x18ftypmp42" + bytes(200_000)


def fetch(
    server: RawServer, into: Path, *, max_bytes: int = 1_000_000, deadline: float = 10
) -> Downloaded:
    url = f"{server.origin}/clip.mp4?sig=a%2fb"
    return Downloader([server.origin]).fetch(
        url, into, max_bytes=max_bytes, deadline=deadline
    )


def fetch_from(script: Script, into: Path, *, max_bytes: int = 1_000_000) -> Downloaded:
    with serving(script) as server:
        return fetch(server, into, max_bytes=max_bytes)


@pytest.fixture
def into(tmp_path: Path) -> Path:
    return tmp_path / "clip.part"


def test_a_whole_file_arrives_with_its_size_and_digest(into: Path):
    got = fetch_from(answer(CLIP), into)
    assert got == Downloaded(len(CLIP), hashlib.sha256(CLIP).hexdigest())
    assert into.read_bytes() == CLIP


def test_the_request_carries_no_credential_and_asks_for_identity(into: Path):
    with serving(answer(CLIP)) as server:
        fetch(server, into)
        (request,) = server.requests
    assert request.startswith(b"GET /clip.mp4?sig=a%2fb HTTP/1.1\r\n")
    assert b"Accept-Encoding: identity\r\n" in request
    assert b"authorization" not in request.lower()
    assert b"cookie" not in request.lower()


def test_proxies_and_netrc_of_the_environment_are_ignored(
    into: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login a password b\n")
    with serving(answer(CLIP)) as server, serving(answer(b"")) as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.origin)
        monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
        fetch(server, into)
        assert proxy.connections == 0
        assert b"Basic" not in server.requests[0]


def test_a_chunked_file_arrives(into: Path):
    chunked = says(
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n",
    )
    assert fetch_from(chunked, into).size == 5
    assert into.read_bytes() == b"abcde"


def test_a_file_without_a_length_ends_where_the_host_hangs_up(into: Path):
    """Only the container can tell whether this one is whole (see container.py)."""
    unsized = says(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", CLIP)
    assert fetch_from(unsized, into).size == len(CLIP)


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (b"Content-Length: 500", b"x" * 499),
        (b"Content-Length: 500", b""),
        (b"Transfer-Encoding: chunked", b"5\r\nabc"),
        (b"Transfer-Encoding: chunked", b"3\r\nabc\r\n"),
        (b"Transfer-Encoding: chunked", b"nonsense\r\n"),
    ],
)
def test_a_file_cut_short_is_incomplete(into: Path, head: bytes, body: bytes):
    cut = says(b"HTTP/1.1 200 OK\r\n", head, b"\r\n\r\n", body)
    with pytest.raises(Incomplete):
        fetch_from(cut, into)
    assert not into.exists()


@pytest.mark.parametrize("status", [403, 404, 410])
def test_an_address_that_ran_out_says_so(into: Path, status: int):
    with pytest.raises(Expired) as refusal:
        fetch_from(answer(b"<Error/>", status=f"{status} Gone"), into)
    assert refusal.value.status == status


@pytest.mark.parametrize("status", ["500 No", "503 Later", "206 Partial", "204 Empty"])
def test_any_other_answer_is_no_file(into: Path, status: str):
    with pytest.raises(Unreachable):
        fetch_from(answer(b"", status=status), into)


@pytest.mark.parametrize(
    "garbage", [b"", b"SSH-2.0-x\r\n", b"HTTP/1.1 200 OK\r\n" + b"a: b\r\n" * 200]
)
def test_an_answer_that_is_not_http_is_no_file(into: Path, garbage: bytes):
    with pytest.raises(Unreachable):
        fetch_from(says(garbage), into)


def test_an_encoding_nobody_asked_for_is_refused(into: Path):
    bomb = gzip.compress(bytes(10_000_000))
    with pytest.raises(Unreachable):
        fetch_from(answer(bomb, "Content-Encoding: gzip"), into)


def test_a_file_that_says_it_is_too_large_is_not_read(into: Path):
    gone = threading.Event()
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 5000000000\r\n\r\n"
    with serving(drip(head, gone)) as server:
        with pytest.raises(TooLarge):
            fetch(server, into)
        gone.set()


def test_a_file_that_turns_out_too_large_stops_at_the_cap(into: Path):
    unsized = says(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", bytes(300_000))
    with pytest.raises(TooLarge):
        fetch_from(unsized, into, max_bytes=100_000)
    assert not into.exists()


@pytest.mark.parametrize(
    "first",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nX-Slow: ",
        b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfff;",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n",
    ],
    ids=["status", "header", "after 100", "sized", "unsized", "chunk head", "trailer"],
)
def test_a_drip_cannot_outlast_the_deadline(into: Path, first: bytes):
    gone = threading.Event()
    with serving(drip(first, gone)) as server:
        began = time.monotonic()
        with pytest.raises(DeadlineExceeded):
            fetch(server, into, deadline=0.3)
        assert time.monotonic() - began < 2
        gone.set()
    assert not into.exists()


def test_a_silent_host_cannot_outlast_the_deadline(into: Path):
    gone = threading.Event()

    def silence(_: socket.socket) -> None:
        gone.wait(10)

    with serving(silence) as server:
        with pytest.raises(DeadlineExceeded):
            fetch(server, into, deadline=0.2)
        gone.set()


def test_nobody_listening_is_unreachable(into: Path):
    with serving(answer(b"")) as server:
        pass
    with pytest.raises(Unreachable):
        fetch(server, into)


def test_two_redirects_are_followed(into: Path):
    scripts = redirect("/b"), redirect("c?x=1"), answer(CLIP)
    with serving(*scripts) as server:
        assert fetch(server, into).size == len(CLIP)
        paths = [request.split()[1] for request in server.requests]
    assert paths == [b"/clip.mp4?sig=a%2fb", b"/b", b"/c?x=1"]


def test_a_third_redirect_is_refused(into: Path):
    with serving(redirect("/again")) as server:
        with pytest.raises(NotAllowed):
            fetch(server, into)
        assert server.connections == 3


def test_a_full_disk_is_reported_as_itself_and_leaves_nothing(
    into: Path, monkeypatch: pytest.MonkeyPatch
):
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        fetch_from(answer(CLIP), into)
    assert not into.exists()


def test_a_scheme_that_has_no_host_is_no_allowed_origin():
    with pytest.raises(ValueError, match="Not an origin"):
        Downloader(["file:///var/media"])
