from __future__ import annotations

import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from generations.gateway import Ambiguous, Endpoint, Gateway, NotSent
from tests.gateway.conftest import Serve
from tests.gateway.wild import CANARY, Conversation, always, http, once, task


def certificate(folder: Path, host: str) -> Path:
    """Write a self-signed certificate with its key for `host`; give its file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), False)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path = folder / f"{host}.pem"
    path.write_bytes(private + signed.public_bytes(serialization.Encoding.PEM))
    return path


def server_context(pem: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    return context


@pytest.fixture(scope="session")
def pem(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return certificate(tmp_path_factory.mktemp("tls"), "localhost")


@pytest.fixture
def trusting(pem: Path) -> Iterator[Gateway]:
    client = Gateway(query_deadline=5, ca_file=str(pem))
    yield client
    client.close()


def buy(gateway: Gateway, endpoint: Endpoint, deadline: float = 5) -> str:
    payload = {"prompt": "A fox"}
    return gateway.create(endpoint, "text2video", payload, deadline=deadline).task_id


def test_calls_go_over_tls_and_queries_share_it(
    serve: Serve, trusting: Gateway, pem: Path
) -> None:
    server = serve(always(http(200, task())), server_context(pem))
    assert buy(trusting, server.endpoint) == "t-1"
    for _ in range(3):
        trusting.query(server.endpoint, "text2video", "t-1")
    assert server.connections == 2


def test_an_untrusted_certificate_is_not_sent(
    serve: Serve, gateway: Gateway, pem: Path
) -> None:
    server = serve(once(http(200, task())), server_context(pem))
    with pytest.raises(NotSent, match="certificate"):
        buy(gateway, server.endpoint)
    assert server.requests == []


def test_a_certificate_of_another_host_is_not_sent(
    serve: Serve, tmp_path: Path
) -> None:
    other = certificate(tmp_path, "elsewhere.example")
    server = serve(once(http(200, task())), server_context(other))
    with pytest.raises(NotSent, match="certificate"):
        buy(Gateway(ca_file=str(other)), server.endpoint)


def test_a_server_without_tls_is_not_sent(serve: Serve, gateway: Gateway) -> None:
    server = serve(lambda peer: peer.say(http(200, task())))
    with pytest.raises(NotSent):
        buy(gateway, Endpoint(f"https://localhost:{server.port}", "ep", CANARY))


def test_a_break_after_the_handshake_is_in_doubt(
    serve: Serve, trusting: Gateway, pem: Path
) -> None:
    """A broken record raises the same error as a broken handshake."""

    def garbage(peer: Conversation) -> None:
        peer.read()
        peer.say_below_tls(b"\x17\x03\x03\x00\x10" + b"x" * 16)

    server = serve(garbage, server_context(pem))
    with pytest.raises(Ambiguous, match="SSL"):
        buy(trusting, server.endpoint)
    assert server.connections == 1


def test_what_is_left_over_inside_tls_is_never_taken_for_an_answer(
    serve: Serve, trusting: Gateway, pem: Path
) -> None:
    server = serve(always(http(200, task()) + b"x" * 12_000), server_context(pem))
    for _ in range(2):
        trusting.query(server.endpoint, "text2video", "t-1")
    assert server.connections == 2


@pytest.mark.parametrize("reads", [True, False])
def test_a_deadline_holds_inside_tls(
    serve: Serve, trusting: Gateway, pem: Path, reads: bool
) -> None:
    def drip(peer: Conversation) -> None:
        while not peer.wait(0.02):
            if reads:
                peer.say(b" ")
            else:
                peer.sip()

    server = serve(drip, server_context(pem))
    prompt = "x" * (10 if reads else 8_000_000)
    begin = monotonic()
    with pytest.raises(Ambiguous):
        trusting.create(server.endpoint, "text2video", {"prompt": prompt}, deadline=0.6)
    assert 0.6 <= monotonic() - begin < 2.6
