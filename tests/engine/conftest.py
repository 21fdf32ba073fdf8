from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings

from generations import wiring
from generations.sandbox import Remote, running_sandbox
from generations.sandbox.renderer import Renderer
from generations.services import bells, history
from generations.services.gateway_accounts import sync_from_settings

from .studio import Engine, person

PACE = 0.02
GATEWAY_PACE = 0.005


class Lent:
    """One renderer for all sandboxes of the session: starting it takes a second."""

    def __init__(self, renderer: Renderer) -> None:
        self.order = renderer.order

    def stop(self) -> None:
        """Leave it running for the next."""


@pytest.fixture(scope="session")
def renderer() -> Iterator[Renderer]:
    renderer = Renderer()
    yield renderer
    renderer.stop()


def forget_clients() -> None:
    wiring.gateway().close()
    for made in (wiring.gateway, wiring.downloader, wiring.vault):
        made.cache_clear()
    wiring.tables.forget()
    history.forget()


@pytest.fixture
def start_engine(
    tmp_path: Path,
    transactional_db: None,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
    renderer: Renderer,
) -> Callable[..., Engine]:
    """Return a function that starts a sandbox gateway and an engine pointed at it."""

    def start(*, concurrency: int = 3, pace: float = PACE, **options: Any) -> Engine:
        running = running_sandbox(
            tmp_path / "gateway",
            studio=Lent(renderer),
            pace=options.pop("gateway_pace", GATEWAY_PACE),
            concurrency=options.pop("gateway_concurrency", concurrency),
        )
        url = running.__enter__()
        request.addfinalizer(lambda: running.__exit__(None, None, None))
        changed = override_settings(
            GATEWAY_URL=f"{url}/v1/ai",
            GATEWAY_ENDPOINT="test",
            GATEWAY_CONCURRENCY=concurrency,
            RESULT_HOSTS=(url,),
            STUDIO_PACE=pace,
            STUDIO_DATA_DIR=tmp_path / "studio",
            **({"CREATE_DEADLINE": 2.0} | options),
        )
        changed.enable()
        request.addfinalizer(changed.disable)
        forget_clients()
        request.addfinalizer(forget_clients)
        engine = Engine(Remote(url))
        monkeypatch.setattr(bells, "ring", engine.ring)
        sync_from_settings()
        return engine

    return start


@pytest.fixture
def engine(start_engine: Callable[..., Engine]) -> Engine:
    return start_engine()


@pytest.fixture
def alice(transactional_db: None) -> Any:
    return person()


@pytest.fixture
def bob(transactional_db: None) -> Any:
    return person("bob@example.com")
