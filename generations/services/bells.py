"""Ring the workers. A bell carries only ids and tokens; a lost one does no harm:
its row falls due again and is rung anew."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from generations.models import Claim
from generations.queue import Cluster, ring

JOBS = "generations.workers.jobs"
POLLS_PER_BELL = 100


def ring_submit(claim: Claim) -> None:
    _ring(Cluster.SUBMIT, "submit", claim)


def ring_settle(claim: Claim) -> None:
    _ring(Cluster.POLL, "settle", claim)


def ring_save(claim: Claim) -> None:
    _ring(Cluster.MEDIA, "save", claim)


def ring_illustrate(claim: Claim) -> None:
    _ring(Cluster.MEDIA, "illustrate", claim)


def ring_polls(claims: Sequence[Claim]) -> None:
    """Ring for many looks at once: one task queries them side by side."""
    for start in range(0, len(claims), POLLS_PER_BELL):
        batch = claims[start : start + POLLS_PER_BELL]
        ring(Cluster.POLL, f"{JOBS}.poll", *map(written, batch))


def _ring(cluster: Cluster, job: str, claim: Claim) -> None:
    ring(cluster, f"{JOBS}.{job}", written(claim))


def written(claim: Claim) -> str:
    """Return a claim as a bell carries it."""
    pk, token = claim
    return f"{pk.hex}:{token}"


def read(text: str) -> Claim:
    """Return the claim that a bell carried."""
    pk, _, token = text.partition(":")
    return UUID(hex=pk), int(token)
