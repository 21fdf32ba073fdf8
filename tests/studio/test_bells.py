"""Bells: given out once, after the commit, by whichever broker."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import DatabaseError, transaction
from django_q.brokers import Broker, get_broker
from django_q.signing import SignedPackage

from generations.queue import Cluster, brokers, ring, waiting

pytestmark = pytest.mark.django_db(transaction=True)

JOB = "generations.workers.steps.pulse"


@pytest.fixture(autouse=True)
def submit() -> Broker:
    """Return the broker that the submit cluster of another process would have."""
    broker = get_broker(Cluster.SUBMIT.value)
    broker.purge_queue()
    return broker


def take(broker: Broker) -> list[tuple[object, ...]]:
    bells = broker.dequeue() or []
    return [SignedPackage.loads(bell)["args"] for _, bell in bells]


def test_a_bell_is_taken_once(submit: Broker) -> None:
    ring(Cluster.SUBMIT, JOB, "a", 1)
    assert take(submit) == [("a", 1)]
    assert take(submit) == []


def test_bells_are_taken_in_their_order(submit: Broker) -> None:
    for number in range(3):
        ring(Cluster.SUBMIT, JOB, number)
    assert [take(submit) for _ in range(3)] == [[(0,)], [(1,)], [(2,)]]


def test_each_cluster_hears_its_own_bells(submit: Broker) -> None:
    ring(Cluster.POLL, JOB)
    assert take(submit) == []
    assert take(get_broker(Cluster.POLL.value)) == [()]


def test_bells_that_wait_are_counted(submit: Broker) -> None:
    ring(Cluster.SUBMIT, JOB)
    ring(Cluster.SUBMIT, JOB)
    assert waiting(Cluster.SUBMIT) == 2
    take(submit)
    assert waiting(Cluster.SUBMIT) == 1


def test_nothing_rings_before_the_commit(submit: Broker) -> None:
    with transaction.atomic():
        ring(Cluster.SUBMIT, JOB)
        assert waiting(Cluster.SUBMIT) == 0
    assert waiting(Cluster.SUBMIT) == 1


def test_nothing_rings_for_what_was_rolled_back(submit: Broker) -> None:
    with transaction.atomic():
        ring(Cluster.SUBMIT, JOB)
        transaction.set_rollback(True)
    assert waiting(Cluster.SUBMIT) == 0


def test_a_broker_that_is_down_fails_nobody_s_request(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("generations.queue._broker", broken)
    ring(Cluster.SUBMIT, JOB)
    assert "no connection" in caplog.text


def test_whoever_deletes_the_row_has_the_bell(
    monkeypatch: pytest.MonkeyPatch, backing: str
) -> None:
    """Two hosts that saw the same row: only one of them gets its bell."""
    if backing == "servers":
        pytest.skip("about the table of bells")
    first, second = (get_broker(Cluster.SUBMIT.value) for _ in range(2))
    ring(Cluster.SUBMIT, JOB)
    table = second.get_connection
    calls: list[Callable[[], object]] = [lambda: take(first)]

    class Overtaken:
        """A table whose second reader deletes only after the first one did."""

        def filter(self, **words: object) -> object:
            if "pk" in words and calls:
                assert calls.pop()() == [()]
            return table().filter(**words)

    monkeypatch.setattr(second, "get_connection", Overtaken)
    assert take(second) == []


def test_a_queue_that_cannot_be_read_does_not_end_the_pusher(
    monkeypatch: pytest.MonkeyPatch, submit: Broker, backing: str
) -> None:
    """django-q2 would sleep ten seconds and start the process anew."""
    if backing == "servers":
        pytest.skip("about the table of bells")
    monkeypatch.setattr(brokers, "PAUSE", 0)
    monkeypatch.setattr(submit, "get_connection", broken)
    assert submit.dequeue() is None


def broken(*_: object) -> None:
    raise DatabaseError("no connection")
