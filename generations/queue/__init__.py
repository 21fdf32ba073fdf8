"""The bell: wake a cluster of workers for work that waits in our own rows.

A bell is rung at most once and may get lost. The rows are the truth: whoever rings
also notes in the row when the bell is due again.
"""

from __future__ import annotations

from functools import cache

from django.db import transaction
from django_q.brokers import Broker, get_broker
from django_q.tasks import async_task

from .clusters import Cluster

__all__ = ["Cluster", "ring", "waiting"]


def ring(cluster: Cluster, job: str, *args: str | int | None) -> None:
    """Have `cluster` call `job(*args)` once the surrounding transaction commits.

    `job` is the dotted path of a function of `generations.workers`. Never raises:
    a bell that the broker did not take is one of those that get lost, and is logged.
    """

    def enqueue() -> None:
        broker = _broker(cluster)
        options = {"broker": broker, "cluster": cluster.value, "save": False}
        async_task(job, *args, q_options=options)

    transaction.on_commit(enqueue, robust=True)


def waiting(cluster: Cluster) -> int:
    """Return how many bells of a cluster no worker host has taken yet."""
    return int(_broker(cluster).queue_size())


@cache
def _broker(cluster: Cluster) -> Broker:
    """Keep one broker each: Redis would otherwise connect anew for every bell."""
    return get_broker(cluster.value)
