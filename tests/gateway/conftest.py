from __future__ import annotations

from collections.abc import Iterator
from ssl import SSLContext
from typing import Protocol

import pytest

from generations.gateway import Accepted, Endpoint, Gateway
from tests.gateway.wild import Behaviour, Wild


class Serve(Protocol):
    def __call__(self, behave: Behaviour, tls: SSLContext | None = None) -> Wild: ...


class Buy(Protocol):
    def __call__(self, endpoint: Endpoint, *, deadline: float = 5) -> Accepted: ...


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    client = Gateway(query_deadline=5)
    yield client
    client.close()


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Start a server with a behaviour; stop them all at the end of the test."""
    servers: list[Wild] = []

    def start(behave: Behaviour, tls: SSLContext | None = None) -> Wild:
        servers.append(Wild(behave, tls))
        return servers[-1]

    yield start
    for server in servers:
        server.stop()


@pytest.fixture
def buy(gateway: Gateway) -> Buy:
    """Send one ordinary create."""

    def create(endpoint: Endpoint, *, deadline: float = 5) -> Accepted:
        payload = {"prompt": "A fox", "external_task_id": "ours-1"}
        return gateway.create(endpoint, "text2video", payload, deadline=deadline)

    return create
