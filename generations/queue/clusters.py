"""The clusters of workers, so that no kind of work starves another."""

from __future__ import annotations

from enum import StrEnum


class Cluster(StrEnum):
    """A django-q2 cluster with a queue and processes of its own."""

    SUBMIT = "submit"
    POLL = "poll"
    MEDIA = "media"
