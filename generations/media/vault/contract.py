"""What every vault does, whatever it is made of."""

from __future__ import annotations

import re
import shutil
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

CHUNK = 256 * 1024
LONGEST_KEY = 512
# A part never starts with a dot: that keeps "..", hidden and incoming files out.
KEY = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)*")


class StorageTrouble(OSError):
    """The store cannot be reached or did not keep its word; trying again may help."""


class Vault(ABC):
    """Finished files by key, such as `<owner>/<generation>/<sha256>.mp4`.

    Keys are relative paths of plain ASCII; any other raises ValueError. A missing file
    raises FileNotFoundError, and all other trouble another OSError.
    """

    def __init__(self, incoming: Path) -> None:
        """Keep files that are on their way in the folder `incoming`."""
        self.incoming = incoming

    def scratch(self) -> Path:
        """Return a fresh name for a file to be adopted later. Nothing is there yet."""
        self.incoming.mkdir(parents=True, exist_ok=True)
        return self.incoming / uuid4().hex

    def sweep(self, older_than: float) -> int:
        """Remove what crashed processes left incoming; return how many files.

        `older_than`, in seconds, must exceed the longest download.
        """
        oldest = time.time() - older_than
        removed = 0
        for left in self.incoming.glob("*"):
            if left.is_file() and left.stat().st_mtime < oldest:
                left.unlink(missing_ok=True)
                removed += 1
        return removed

    def free_bytes(self) -> int:
        """Return the room on the disk that every new file passes through."""
        self.incoming.mkdir(parents=True, exist_ok=True)
        return shutil.disk_usage(self.incoming).free

    @abstractmethod
    def adopt(self, local: Path, key: str) -> None:
        """Take over a local file: afterwards it is safely under `key`, whole, or not.

        The local file is gone after success. A file already there is replaced.
        """

    @abstractmethod
    def exists(self, key: str) -> bool:
        """Return whether there is a file under `key`."""

    @abstractmethod
    def size(self, key: str) -> int:
        """Return the file's size in bytes."""

    @abstractmethod
    def read(self, key: str, start: int, length: int) -> Pieces:
        """Open the file now, and return `length` bytes from `start` in pieces."""

    @abstractmethod
    def delete(self, key: str) -> None:
        """Remove the file, if it is there."""

    @abstractmethod
    def path(self, key: str) -> Path | None:
        """Return where the file is on this machine; None when it is elsewhere."""

    @abstractmethod
    def keys(self, prefix: str = "") -> Iterator[str]:
        """Yield the keys of all files whose key starts with `prefix`, in any order."""


class Pieces(Iterator[bytes]):
    """Part of a file as it is read; closes its source at the end or on `close`."""

    def __init__(
        self, pull: Callable[[int], bytes], close: Callable[[], None], length: int
    ) -> None:
        self.pull = pull
        self.close = close
        self.left = length

    def __next__(self) -> bytes:
        """Return at most CHUNK bytes; raise StorageTrouble when the file is shorter."""
        if self.left <= 0:
            self.close()
            raise StopIteration
        piece = self.pull(min(CHUNK, self.left))
        if not piece:
            self.close()
            raise StorageTrouble("The file is shorter than it was.")
        self.left -= len(piece)
        return piece


def checked(key: str) -> str:
    """Return the key, or raise ValueError for one that could lead elsewhere."""
    if len(key) > LONGEST_KEY or KEY.fullmatch(key) is None:
        raise ValueError(f"Not a storage key: {key!r}")
    return key
