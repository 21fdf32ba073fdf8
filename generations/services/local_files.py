"""Files of the vault as files of this machine, for programs that open files."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generations import wiring


@contextmanager
def scratch() -> Iterator[Path]:
    """Lend a fresh name on the disk that new files pass through, and clear it after."""
    path = wiring.vault().scratch()
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)


@contextmanager
def local(key: str, size: int) -> Iterator[Path]:
    """Lend a kept file, fetched where storage is elsewhere. It must not be changed."""
    vault = wiring.vault()
    if path := vault.path(key):
        yield path
        return
    with scratch() as copy:
        with copy.open("wb") as out:
            for chunk in vault.read(key, 0, size):
                out.write(chunk)
        yield copy
