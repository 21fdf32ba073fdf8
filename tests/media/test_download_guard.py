"""No address, however it is written, makes the studio connect where it should not."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from generations.media.addresses import is_public
from generations.media.allow_list import AllowList
from generations.media.download import Downloader, NotAllowed, Unreachable
from tests.media.hostile_urls import HOSTILE_URLS, PRIVATE_ADDRESSES
from tests.media.raw_server import RawServer, answer, redirect, serving

ALLOWED = "cdn.example"
PUBLIC = "203.0.114.7"


class Network:
    """What the code under test tried to do with sockets."""

    def __init__(self) -> None:
        self.answers: list[list[str]] = []
        self.lookups: list[str] = []
        self.attempts: list[str] = []

    def resolve(self, host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        self.lookups.append(host)
        answers = self.answers.pop(0) if self.answers else ["127.0.0.1"]
        return [_info(address, port) for address in answers]

    def connect(self, address: tuple[str, int]) -> None:
        self.attempts.append(f"{address[0]}:{address[1]}")
        raise ConnectionRefusedError


def _info(address: str, port: int) -> tuple[object, ...]:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    return family, socket.SOCK_STREAM, 6, "", (address, port)


@pytest.fixture
def network(monkeypatch: pytest.MonkeyPatch) -> Network:
    network = Network()
    monkeypatch.setattr(socket, "getaddrinfo", network.resolve)
    dead_end = SimpleNamespace(
        connect=network.connect, settimeout=lambda _: None, close=lambda: None
    )
    monkeypatch.setattr(socket, "socket", lambda *_: dead_end)
    return network


@pytest.fixture(scope="module")
def trap() -> Iterator[RawServer]:
    with serving(answer(b"caught")) as server:
        yield server


def refused(url: str, into: Path) -> None:
    with pytest.raises(NotAllowed):
        Downloader([ALLOWED]).fetch(url, into, max_bytes=1000, deadline=2)


@pytest.mark.parametrize("form", HOSTILE_URLS)
def test_a_form_outside_the_allow_list_opens_no_connection(
    form: str, trap: RawServer, network: Network, tmp_path: Path
):
    port = trap.origin.rpartition(":")[2]
    refused(form.replace("{port}", port), tmp_path / "x")
    assert network.attempts == []
    assert network.lookups == []
    assert trap.connections == 0


@pytest.mark.parametrize(
    "url",
    [
        "https://cdn.example/clip.mp4",
        "https://cdn.example:443/clip.mp4?a=b&c=%2F",
        "HTTPS://P1.CDN.Example/x",
        "https://a.b-c.cdn.example?x",
        "https://cdn.example",
        "https://xn--caf-dma.cdn.example/#part",
    ],
)
def test_a_name_under_an_allowed_suffix_passes(url: str):
    assert AllowList([ALLOWED]).vet(url).port == 443


def test_a_letter_that_only_folds_to_an_allowed_one_is_refused():
    with pytest.raises(NotAllowed, match="plain"):
        AllowList(["kdn.example"]).vet("https://\u212adn.example/")


def test_an_origin_allows_exactly_itself():
    allowed = AllowList(["http://127.0.0.1:8700", "https://[2001:db8::1]:9"])
    assert allowed.vet("http://127.0.0.1:8700/clips/1.mp4").trusted
    assert allowed.vet("https://[2001:DB8::1]:9/x").trusted
    for other in (
        "http://127.0.0.1:8701/",
        "http://127.0.0.1/",
        "https://127.0.0.1:8700/",
        "http://localhost:8700/",
        "http://127.0.0.1:8700@evil.example/",
        "http://a.127.0.0.1:8700/",
    ):
        with pytest.raises(NotAllowed):
            allowed.vet(other)


@pytest.mark.parametrize("address", PRIVATE_ADDRESSES)
def test_an_address_that_is_not_public_is_never_reached(
    address: str, network: Network, tmp_path: Path
):
    network.answers = [[PUBLIC, address]]
    refused("https://cdn.example/clip.mp4", tmp_path / "x")
    assert network.attempts == []


@pytest.mark.parametrize("address", ["8.8.8.8", PUBLIC, "2606:4700::1111", "2a00::1"])
def test_a_public_address_is_public(address: str):
    assert is_public(address)


def test_every_refused_network_is_refused_to_its_edges():
    for network in ("100.64.0.0/10", "2002::/16", "2001::/32", "64:ff9b::/96"):
        edges = ipaddress.ip_network(network)
        assert not is_public(str(edges[0]))
        assert not is_public(str(edges[-1]))


@pytest.mark.parametrize("word", ["", "cdn.example", "127.1", "0x7f000001", "①"])
def test_what_is_no_address_is_not_public(word: str):
    assert not is_public(word)


def test_a_name_that_changes_its_answer_is_resolved_only_once(
    network: Network, tmp_path: Path
):
    network.answers = [[PUBLIC], ["127.0.0.1"]]
    with pytest.raises(Unreachable):
        Downloader([ALLOWED]).fetch(
            "https://cdn.example/", tmp_path / "x", max_bytes=1, deadline=2
        )
    assert network.lookups == ["cdn.example"]
    assert network.attempts == [f"{PUBLIC}:443"]


def test_the_next_address_is_tried_when_one_does_not_answer(
    network: Network, tmp_path: Path
):
    network.answers = [["2606:4700::1111", PUBLIC]]
    with pytest.raises(Unreachable):
        Downloader([ALLOWED]).fetch(
            "https://cdn.example/", tmp_path / "x", max_bytes=1, deadline=2
        )
    assert network.attempts == ["2606:4700::1111:443", f"{PUBLIC}:443"]


@pytest.mark.parametrize(
    "location",
    [
        "{trap}/",
        "//127.0.0.1:{port}/",
        "\\\\127.0.0.1:{port}/",
        "/\\127.0.0.1:{port}/",
        "http://169.254.169.254/latest/meta-data/",
        "https://127.0.0.1/",
        "file:///etc/passwd",
        "http://cdn.example/clip.mp4",
        "ht\ttp://127.0.0.1:{port}/",
        "/cl\tip.mp4",
        "http://x@127.0.0.1:{port}/",
        "http://127.0.0.1:{port}\u00e9/",
        "",
    ],
)
def test_a_redirect_is_judged_like_any_other_address(
    location: str, trap: RawServer, tmp_path: Path
):
    where = location.format(trap=trap.origin, port=trap.origin.rpartition(":")[2])
    with serving(redirect(where)) as server:
        allowed = Downloader([server.origin, ALLOWED])
        with pytest.raises(NotAllowed):
            allowed.fetch(server.origin, tmp_path / "x", max_bytes=1, deadline=5)
        assert server.connections == 1
    assert trap.connections == 0


def test_a_refusal_never_repeats_a_signed_address(tmp_path: Path):
    with pytest.raises(NotAllowed) as refusal:
        Downloader([ALLOWED]).fetch(
            "https://evil.example/?sig=SECRET", tmp_path / "x", max_bytes=1, deadline=1
        )
    assert "SECRET" not in str(refusal.value)
