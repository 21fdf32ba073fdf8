"""What the bells call: read the claims, call the service, nothing else.

A job may come twice or never. The token in its claim stops the first, the sweep of
due rows makes up for the second.
"""

from __future__ import annotations

from generations import pacing
from generations.queue import Cluster
from generations.services import bells
from generations.services.illustrate import illustrate as illustrate_video
from generations.services.poll import poll as poll_tasks
from generations.services.save import save as save_result
from generations.services.settle import settle as settle_purchase
from generations.services.submit import submit as submit_generation
from generations.workers.steps import job

LONGEST_SUBMIT = 3600.0
"""Seconds; the create call ends itself by CREATE_DEADLINE, long before."""


@job(Cluster.SUBMIT, seconds=LONGEST_SUBMIT)
def submit(claim: str) -> None:
    submit_generation(*bells.read(claim))


@job(Cluster.POLL, seconds=pacing.QUERY_DEADLINE * 8)
def poll(*claims: str) -> None:
    poll_tasks([bells.read(claim) for claim in claims])


@job(Cluster.POLL, seconds=pacing.QUERY_DEADLINE * 2)
def settle(claim: str) -> None:
    settle_purchase(*bells.read(claim))


@job(Cluster.MEDIA, seconds=pacing.DOWNLOAD_DEADLINE + 60.0)
def save(claim: str) -> None:
    save_result(*bells.read(claim))


@job(Cluster.MEDIA, seconds=300.0)
def illustrate(claim: str) -> None:
    illustrate_video(*bells.read(claim))
