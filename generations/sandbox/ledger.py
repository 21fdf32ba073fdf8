"""An append-only file of events, each on disk before its answer leaves.

It is the only witness of what was bought, and all that a sandbox killed in the
middle of anything needs to go on.
"""

from __future__ import annotations

import fcntl
import json
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Event = dict[str, Any]


class LedgerInUse(Exception):
    """Another sandbox already writes to this directory."""


class Ledger:
    """Events as JSON lines in `folder`/ledger.jsonl, owned by one process."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / "ledger.jsonl"
        self._lock = threading.Lock()
        self._guard = (folder / "ledger.lock").open("w")
        try:
            fcntl.flock(self._guard, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            self._guard.close()
            raise LedgerInUse(f"{folder} is used by another sandbox") from None
        self._file = self.path.open("ab")

    @property
    def closed(self) -> bool:
        return self._file.closed

    def append(self, event: Event) -> None:
        """Write `event` and return once the disk has it."""
        line = json.dumps(event).encode() + b"\n"
        with self._lock:
            self._file.write(line)
            self._file.flush()
            os.fsync(self._file.fileno())

    def events(self) -> Iterator[Event]:
        """Yield every whole event; a line torn by a crash was never answered."""
        with self.path.open("rb") as lines:
            for line in lines:
                try:
                    yield json.loads(line)
                except ValueError:
                    continue

    def keep(self, since: int) -> None:
        """Rewrite the file without events that happened before `since` (ms)."""
        draft = self.path.with_suffix(".draft")
        with self._lock:
            with draft.open("wb") as out:
                for event in self.events():
                    if event["at"] >= since:
                        out.write(json.dumps(event).encode() + b"\n")
                out.flush()
                os.fsync(out.fileno())
            self._file.close()
            draft.replace(self.path)
            _sync_folder(self.path.parent)
            self._file = self.path.open("ab")

    def close(self) -> None:
        self._file.close()
        self._guard.close()


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
