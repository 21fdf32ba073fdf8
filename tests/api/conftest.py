from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import override_settings

from generations import wiring
from generations.services import history
from generations.services.gateway_accounts import sync_from_settings
from tests.engine.studio import person

from .caller import Caller


@pytest.fixture
def studio(db: None, tmp_path: Path, backing: str) -> Iterator[None]:
    """A studio with its gateway account, empty storage and nothing remembered."""
    with override_settings(STUDIO_DATA_DIR=tmp_path):
        wiring.vault.cache_clear()
        history.forget()
        cache.clear()
        sync_from_settings()
        yield
    wiring.vault.cache_clear()


@pytest.fixture
def alice(studio: None) -> Caller:
    return Caller(person())


@pytest.fixture
def bob(studio: None) -> Caller:
    return Caller(person("bob@example.com"))
