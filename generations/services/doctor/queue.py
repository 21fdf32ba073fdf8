from __future__ import annotations

from collections.abc import Iterator

from generations.queue import Cluster, waiting


def check() -> Iterator[tuple[str, str]]:
    """Look whether the broker answers; bells wait while no studio runs."""
    bells = {cluster: waiting(cluster) for cluster in Cluster}
    counts = ", ".join(f"{count} for {cluster}" for cluster, count in bells.items())
    yield f"The broker answers; bells waiting: {counts}.", ""
