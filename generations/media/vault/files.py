"""A vault in a folder of this machine."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from generations.media.vault.contract import Pieces, Vault, checked

INCOMING = ".incoming"


class FileVault(Vault):
    """Files under `root`, written through to the disk before they get their name."""

    def __init__(self, root: Path) -> None:
        super().__init__(root / INCOMING)
        self.root = root

    def adopt(self, local: Path, key: str) -> None:
        """Flush the file, then rename it, then flush the folders that name it."""
        target = self.path(key)
        target.parent.mkdir(parents=True, exist_ok=True)
        _flush(local)
        try:
            os.replace(local, target)
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
            self._adopt_from_another_disk(local, target)
        for folder in target.relative_to(self.root).parents:
            _flush(self.root / folder)

    def _adopt_from_another_disk(self, local: Path, target: Path) -> None:
        here = self.scratch()
        try:
            shutil.copyfile(local, here)
            _flush(here)
            os.replace(here, target)
        finally:
            here.unlink(missing_ok=True)
        local.unlink()

    def exists(self, key: str) -> bool:
        """Return whether there is a file under `key`."""
        return self.path(key).is_file()

    def size(self, key: str) -> int:
        """Return the file's size in bytes."""
        return self.path(key).stat().st_size

    def read(self, key: str, start: int, length: int) -> Pieces:
        """Open the file now, and return `length` bytes from `start` in pieces."""
        file = self.path(key).open("rb", buffering=0)
        file.seek(start)
        return Pieces(file.read, file.close, length)

    def delete(self, key: str) -> None:
        """Remove the file, if it is there; its folders stay for a concurrent adopt."""
        self.path(key).unlink(missing_ok=True)

    def path(self, key: str) -> Path:
        """Return where the file is, or would be."""
        return self.root / checked(key)

    def keys(self, prefix: str = "") -> Iterator[str]:
        """Yield the keys of all files whose key starts with `prefix`."""
        for folder, folders, names in os.walk(self.root):
            folders[:] = [name for name in folders if name != INCOMING]
            for name in names:
                key = (Path(folder) / name).relative_to(self.root).as_posix()
                if key.startswith(prefix):
                    yield key


def _flush(path: Path) -> None:
    """Write a file or folder through to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
