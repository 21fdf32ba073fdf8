from __future__ import annotations

from typing import Any

import pytest

from tests.api.conftest import studio
from tests.engine.studio import person

from .operators import Desk, operator

__all__ = ["studio"]


@pytest.fixture
def alice(studio: None) -> Any:
    return person()


@pytest.fixture
def boss(studio: None) -> Desk:
    """Whoever may do all."""
    return Desk(operator("boss@example.com", is_superuser=True))


@pytest.fixture
def support(studio: None) -> Desk:
    return Desk(operator("sue@example.com", "Support"))


@pytest.fixture
def chief(studio: None) -> Desk:
    return Desk(operator("oscar@example.com", "Operator"))


@pytest.fixture
def newcomer(studio: None) -> Desk:
    """Staff who was given no role yet."""
    return Desk(operator("ned@example.com"))
