from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import override_settings

from generations.services import history
from generations.services.gateway_accounts import sync_from_settings
from tests.engine.studio import person

from .line import NOON


@pytest.fixture(autouse=True)
def _forgetful() -> Iterator[None]:
    history.forget()
    yield
    history.forget()


@pytest.fixture
def clock(db: None) -> Iterator[time_machine.Traveller]:
    """A studio with two slots, at noon; the hands move only when told."""
    with (
        override_settings(GATEWAY_CONCURRENCY=2),
        time_machine.travel(NOON, tick=False) as clock,
    ):
        sync_from_settings()
        yield clock


@pytest.fixture
def alice(clock: time_machine.Traveller) -> Any:
    return person()


@pytest.fixture
def bob(clock: time_machine.Traveller) -> Any:
    return person("bob@example.com")


@pytest.fixture
def carol(clock: time_machine.Traveller) -> Any:
    return person("carol@example.com")
