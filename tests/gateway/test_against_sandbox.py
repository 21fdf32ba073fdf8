"""The client and the imitation gateway agree, though neither imports the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from generations.gateway import (
    Ambiguous,
    Busy,
    Duplicate,
    Endpoint,
    Gateway,
    NotFound,
    Refused,
    Unavailable,
    default_wire_name,
    writer_for,
)
from generations.sandbox import Remote, running_sandbox
from tests.gateway.wild import CANARY

REQUEST = {
    "prompt": "A fox",
    "mode": "std",
    "duration": 5,
    "aspect_ratio": "16:9",
    "cfg_scale": 0.5,
    "camera_control": {"type": "simple", "config": {"zoom": 4}},
}


class NoFilms:
    """Leave every task where it is: nothing here waits for a film."""

    def order(self, *_: object, **__: object) -> None:
        """Make nothing."""

    def stop(self) -> None:
        """Have nothing to give up."""


@pytest.fixture
def sandbox(tmp_path: Path) -> Iterator[Remote]:
    with running_sandbox(tmp_path, studio=NoFilms(), concurrency=2) as url:
        yield Remote(url)


@pytest.fixture
def endpoint(sandbox: Remote) -> Endpoint:
    return Endpoint(f"{sandbox.url}/v1/ai", "ep-1", CANARY)


def create(
    gateway: Gateway, endpoint: Endpoint, own_id: str, model: str = "v1.6"
) -> str:
    """Buy `REQUEST` as the studio does; give the task's id."""
    payload = writer_for("text2video")(
        REQUEST,
        wire_model_name=default_wire_name("text2video", model),
        external_task_id=own_id,
    )
    bought = gateway.create(endpoint, "text2video", payload, deadline=1)
    assert bought.external_task_id == own_id
    return bought.task_id


def test_a_task_is_bought_and_found_by_both_of_its_ids(
    gateway: Gateway, endpoint: Endpoint
) -> None:
    task_id = create(gateway, endpoint, "test-1")
    for known_as in (task_id, "test-1"):
        task = gateway.query(endpoint, "text2video", known_as)
        assert (task.task_id, task.external_task_id) == (task_id, "test-1")
        assert task.status in {"submitted", "processing"}
        assert task.created_at is not None


def test_the_sandbox_refuses_in_the_gateways_codes(
    gateway: Gateway, endpoint: Endpoint
) -> None:
    with pytest.raises(Refused) as refused:
        create(gateway, endpoint, "test-1", model="v2.6")
    assert (refused.value.code, refused.value.cause) == (1201, "request")
    with pytest.raises(NotFound):
        gateway.query(endpoint, "text2video", "test-1")
    for number in (2, 3):
        create(gateway, endpoint, f"test-{number}")
    with pytest.raises(Busy) as busy:
        create(gateway, endpoint, "test-4")
    assert busy.value.concurrency


@pytest.mark.parametrize(
    ("fault", "error", "exists"),
    [
        ("accept_then_hang", Ambiguous, True),
        ("accept_then_close", Ambiguous, True),
        ("accept_then_500", Ambiguous, True),
        ("empty_task_id", Ambiguous, True),
        ("malformed", Ambiguous, True),
        ("drop_request", Ambiguous, False),
        ("html_502", Ambiguous, False),
        ("storm", Busy, False),
    ],
)
def test_a_fault_is_classed_and_its_truth_is_found_by_the_own_id(
    gateway: Gateway,
    sandbox: Remote,
    endpoint: Endpoint,
    fault: str,
    error: type[Exception],
    exists: bool,
) -> None:
    sandbox.faults({"fault": fault, "match": {"op": "create"}})
    with pytest.raises(error):
        create(gateway, endpoint, "test-1")
    sandbox.faults()
    if exists:
        assert gateway.query(endpoint, "text2video", "test-1").task_id
    else:
        with pytest.raises(NotFound):
            gateway.query(endpoint, "text2video", "test-1")


def test_an_own_id_used_twice_is_a_duplicate_where_it_is_refused(
    gateway: Gateway, sandbox: Remote, endpoint: Endpoint
) -> None:
    create(gateway, endpoint, "test-1")
    sandbox.faults({"fault": "dup_reject"})
    with pytest.raises(Duplicate):
        create(gateway, endpoint, "test-1")


def test_a_query_that_fails_tells_nothing(
    gateway: Gateway, sandbox: Remote, endpoint: Endpoint
) -> None:
    task_id = create(gateway, endpoint, "test-1")
    sandbox.faults({"fault": "html_502"})
    with pytest.raises(Unavailable):
        gateway.query(endpoint, "text2video", task_id)


def test_a_ping_finds_the_key_accepted_and_buys_nothing(
    gateway: Gateway, sandbox: Remote, endpoint: Endpoint
) -> None:
    assert gateway.ping(endpoint).key == "accepted"
    nowhere = replace(endpoint, base_url="http://127.0.0.1:1/v1/ai")
    assert not gateway.ping(nowhere).is_reachable
    assert sandbox.ledger()["creates"] == []
