from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client, override_settings

from .people import person, sign_in


@pytest.fixture(autouse=True)
def _a_studio_that_starts(db: None, tmp_path: Path) -> Iterator[None]:
    """No attempt is remembered from another test, and mail goes to memory."""
    cache.clear()
    with override_settings(STUDIO_DATA_DIR=tmp_path):
        yield


@pytest.fixture
def ada() -> Any:
    return person()


@pytest.fixture
def signed_in(ada: Any, client: Client) -> Client:
    """Ada's browser."""
    assert sign_in(client).status_code == 302
    return client


@pytest.fixture
def mail_server() -> Iterator[None]:
    """A studio that can send mail, and so has every address confirmed by a code."""
    with override_settings(
        MAIL_IS_SENT=True,
        ACCOUNT_EMAIL_VERIFICATION="mandatory",
        ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED=True,
        ACCOUNT_EMAIL_NOTIFICATIONS=True,
        MFA_ALLOW_UNVERIFIED_EMAIL=False,
    ):
        yield
