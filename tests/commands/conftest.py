from __future__ import annotations

from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import call_command


@pytest.fixture
def manage() -> Callable[..., list[str]]:
    """Return a function that runs a command and returns the lines it prints."""

    def run(*words: str) -> list[str]:
        out = StringIO()
        call_command(*words, stdout=out, no_color=True)
        return out.getvalue().splitlines()

    return run
