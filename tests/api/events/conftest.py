from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pytest

from generations.api.events import EventStreams
from tests.engine.studio import person

from .streaming import Streams, running_loop


class Person(NamedTuple):
    user: Any
    token: str


def with_token(user: Any) -> Person:
    _, secret = user.issue_token(name="Reader", scopes=["read"])
    return Person(user, secret)


@pytest.fixture
def alice(transactional_db: None) -> Person:
    return with_token(person())


@pytest.fixture
def bob(transactional_db: None) -> Person:
    return with_token(person("bob@example.com"))


@pytest.fixture
def loop() -> Iterator[asyncio.AbstractEventLoop]:
    with running_loop() as loop:
        yield loop


@pytest.fixture
def make_streams(
    transactional_db: None,
    loop: asyncio.AbstractEventLoop,
    request: pytest.FixtureRequest,
) -> Callable[..., Streams]:
    """Return a function that makes an application of its own, to be read from."""

    def make(**options: Any) -> Streams:
        streams = Streams(EventStreams(**options), loop)
        request.addfinalizer(streams.close)
        return streams

    return make


@pytest.fixture
def streams(make_streams: Callable[..., Streams]) -> Streams:
    return make_streams()
