"""Which children a studio has, from its settings and the words of its command line."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from generations.queue import Cluster
from generations.queue.marks import RunDirectory

from .children import Role
from .watches import ClusterWatch, PacemakerWatch, Watch

EXTENDS = 2  # a create of an extension may take so many times CREATE_DEADLINE
MARGIN = 10.0  # seconds to write down what a call answered


@dataclass(frozen=True)
class Post:
    """A child's role, and who judges whether it still does it."""

    role: Role
    watch: Watch


def crew(marks: RunDirectory, *, web: bool, worker: bool, sandbox: bool) -> list[Post]:
    """Return the posts of a studio whose children leave their marks in `marks`."""
    posts: list[Post] = []
    if sandbox:
        posts.append(Post(_sandbox(), Watch()))
    if worker:
        posts.append(Post(_pacemaker(marks), PacemakerWatch(marks)))
        posts.extend(_clusters(marks))
    if web:
        posts.append(Post(_web(), Watch()))
    return posts


def workers_of(cluster: Cluster) -> int:
    """Return how many workers a cluster has on this host."""
    return int(settings.Q_CLUSTER["ALT_CLUSTERS"][cluster.value]["workers"])


def _clusters(marks: RunDirectory) -> Iterator[Post]:
    for cluster in Cluster:
        environment = _marked(marks) | {"Q_CLUSTER_NAME": cluster.value}
        patience = settings.CREATE_DEADLINE * EXTENDS + MARGIN
        role = Role(
            name=cluster.value,
            command=_manage("qcluster", "--skip-checks"),
            environment=environment,
            patience=patience if cluster is Cluster.SUBMIT else MARGIN,
        )
        yield Post(role, ClusterWatch(cluster, workers_of(cluster), marks))


def _pacemaker(marks: RunDirectory) -> Role:
    return Role("pacemaker", _manage("pacemaker"), _marked(marks))


def _sandbox() -> Role:
    port = str(settings.SANDBOX_PORT)
    return Role("sandbox", _manage("sandbox", "--port", port), serves_others=True)


def _web() -> Role:
    server = [sys.executable, "-m", "gunicorn", "-c", "python:kling_site.server"]
    return Role("web", [*server, "kling_site.asgi:application"], grace=5.0)


def _manage(*words: str) -> list[str]:
    return [sys.executable, str(Path(settings.BASE_DIR) / "manage.py"), *words]


def _marked(marks: RunDirectory) -> dict[str, str]:
    return {"STUDIO_RUN_DIR": str(marks.path)}
