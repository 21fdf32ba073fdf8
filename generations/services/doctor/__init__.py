"""Look a studio over without changing or buying anything.

Each check answers with findings; what went wrong while it looked is one as well.
"""

from __future__ import annotations

from collections.abc import Iterator

from . import configuration, database, gateway, mail, queue, storage, workers
from .findings import Finding, guarded

__all__ = ["Finding", "examine"]

CHECKS = {
    "configuration": configuration.check,
    "database": database.check,
    "cache": database.check_cache,
    "queue": queue.check,
    "storage": storage.check,
    "mail": mail.check,
    "gateway": gateway.check,
    "workers": workers.check,
}


def examine() -> Iterator[Finding]:
    """Yield what each check found, in the order in which things depend on another."""
    for about, check in CHECKS.items():
        yield from guarded(about, check)
