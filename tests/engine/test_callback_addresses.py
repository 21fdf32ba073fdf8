"""Where the gateway may call back: a secret of each attempt, there before the call."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import override_settings

from generations import wiring
from generations.gateway import Accepted, Ambiguous, GatewayError
from generations.models import GatewayAccount, State, SubmitAttempt
from generations.services.callbacks import (
    NOWHERE,
    address_for_attempt,
    called_back,
    digest_of,
)

from .studio import Engine, ask, reach


@pytest.fixture
def engine(start_engine: Callable[..., Engine]) -> Engine:
    """An engine whose account sends a callback address with text2video too."""
    engine = start_engine()
    GatewayAccount.objects.update(callback_families=["text2video"])
    return engine


class Taking:
    """A gateway that takes every create, and notes what it was told."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.tokens: list[str] = []
        self.error: GatewayError | None = None
        self.known: list[bool] = []
        monkeypatch.setattr(wiring.gateway(), "create", self.create)

    def create(
        self, endpoint: object, family: str, body: bytes, *, deadline: float
    ) -> Accepted:
        payload = json.loads(body)
        path = urlsplit(payload["callback_url"]).path
        self.tokens.append(path.removeprefix("/callbacks/"))
        self.known.append(called_back(self.tokens[-1]))
        if self.error is not None:
            raise self.error
        return Accepted("task-1", payload["external_task_id"], None, {})


def test_a_callback_that_overtakes_the_answer_finds_its_attempt(
    engine: Engine, alice: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    gateway = Taking(monkeypatch)
    generation = ask(alice)
    engine.until(reach(generation, State.RUNNING))
    assert gateway.known == [True]
    assert len(gateway.tokens[0]) >= 32


def test_only_the_digest_is_kept(
    engine: Engine, alice: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    gateway = Taking(monkeypatch)
    gateway.error = Ambiguous("lost")
    generation = ask(alice)
    engine.until(reach(generation, State.UNCONFIRMED))
    [row] = SubmitAttempt.objects.values()
    assert row["callback_digest"] == digest_of(gateway.tokens[0])
    assert gateway.tokens[0] not in str(row)


def test_every_attempt_has_an_address_of_its_own(engine: Engine) -> None:
    account = GatewayAccount.objects.get()
    made = [address_for_attempt(account, "text2video") for _ in range(50)]
    assert len({address.url for address in made}) == 50
    assert all(digest_of(one.url.rpartition("/")[2]) == one.digest for one in made)


@pytest.mark.parametrize(
    ("site", "gateway", "reaches"),
    [
        ("http://localhost:8000", "http://127.0.0.1:8700/v1/ai", True),
        ("http://localhost:8000", "https://genaiapi.cloudsway.net/v1/ai", False),
        ("http://[::1]:8000", "https://genaiapi.cloudsway.net/v1/ai", False),
        ("http://192.168.1.5", "https://genaiapi.cloudsway.net/v1/ai", False),
        ("http://studio:8000", "https://genaiapi.cloudsway.net/v1/ai", False),
        ("http://192.168.1.5", "http://127.0.0.1:8700/v1/ai", True),
        ("https://studio.example.org", "https://genaiapi.cloudsway.net/v1/ai", True),
        ("https://studio.example.org", "http://127.0.0.1:8700/v1/ai", True),
    ],
)
def test_no_address_is_sent_that_the_gateway_cannot_reach(
    engine: Engine, site: str, gateway: str, reaches: bool
) -> None:
    account = GatewayAccount.objects.get()
    account.base_url = gateway
    with override_settings(SITE_URL=site):
        address = address_for_attempt(account, "lip_sync")
    assert (address != NOWHERE) is reaches
    assert address.url.startswith(f"{site}/callbacks/" if reaches else "")


def test_a_family_whose_page_lists_none_gets_none_by_itself(engine: Engine) -> None:
    GatewayAccount.objects.update(callback_families=[])
    assert address_for_attempt(GatewayAccount.objects.get(), "text2video") == NOWHERE
