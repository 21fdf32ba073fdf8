"""What every test may ask for."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
import redis
from django.conf import settings
from django.core.cache import cache
from django.test import override_settings


@pytest.fixture(autouse=True, scope="session")
def _cheap_passwords() -> Iterator[None]:
    """Hash with MD5: Argon2 is slow on purpose, and most tests make people."""
    cheap = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with override_settings(PASSWORD_HASHERS=cheap):
        yield


@pytest.fixture(autouse=True)
def _tables_of_the_release() -> Iterator[None]:
    """Forget the edition that a test made: its rows are rolled back unseen."""
    yield
    if wiring := sys.modules.get("generations.wiring"):
        wiring.tables.forget()


@pytest.fixture(autouse=True)
def _nothing_left_in_valkey(request: pytest.FixtureRequest, backing: str) -> None:
    """Forget the cache and the queue, which no rolled-back transaction does there."""
    if backing == "servers" and _uses_the_database(request.node):
        cache.clear()
        with redis.Redis.from_url(settings.Q_CLUSTER["redis"]) as broker:
            broker.flushdb()


def _uses_the_database(test: pytest.Function) -> bool:
    wanted = {"db", "transactional_db", "live_server"}
    return bool(
        test.get_closest_marker("django_db") or wanted.intersection(test.fixturenames)
    )
