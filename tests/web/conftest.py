from __future__ import annotations

import pytest

from tests.api.conftest import studio
from tests.engine.studio import person

from .visitor import Visitor

__all__ = ["studio"]


@pytest.fixture
def alice(studio: None) -> Visitor:
    return Visitor(person())


@pytest.fixture
def bob(studio: None) -> Visitor:
    return Visitor(person("bob@example.com"))
