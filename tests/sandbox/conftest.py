from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from generations.sandbox import running_sandbox

from .caller import Caller, Clock, InstantStudio
from .customer import Customer


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def open_sandbox(tmp_path: Path) -> Iterator[Callable[..., Caller]]:
    """Return a function that opens a sandbox, by default with instant films."""
    with ExitStack() as stack:

        def opened(**options: Any) -> Caller:
            options.setdefault("studio", InstantStudio())
            sandbox = running_sandbox(options.pop("folder", tmp_path), **options)
            return Caller(stack.enter_context(sandbox))

        yield opened


@pytest.fixture
def caller(open_sandbox: Callable[..., Caller], clock: Clock) -> Caller:
    """Return a caller of a sandbox whose time stands still."""
    return open_sandbox(clock=clock)


@pytest.fixture
def customer(caller: Caller, clock: Clock) -> Customer:
    """Return a customer who goes on from finished clips."""
    return Customer(caller, clock)
