"""What the children write: all of it in files, warnings and worse on the terminal."""

from __future__ import annotations

import json
import logging
import re
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

LARGEST = 10 * 2**20  # bytes of one file; the one before it is kept as <name>.log.1
LOOK = 0.3  # seconds
GRAVE = re.compile(r"\b(WARNING|ERROR|CRITICAL)\b")
ENDED = "WARNING ended with"  # the words of a leash
GRAVE_LEVELS = {"warning", "error", "critical"}


@dataclass
class Page:
    """One log file, and how far it has been read."""

    path: Path
    read: int = 0
    last: str = ""  # the last line that says anything

    def new_lines(self) -> Iterator[str]:
        """Yield the whole lines written since the last look."""
        with self.path.open("rb") as file:
            file.seek(self.read)
            text = file.read(LARGEST)
        whole = text[: text.rfind(b"\n") + 1]
        self.read += len(whole)
        yield from whole.decode("utf-8", "replace").splitlines()

    def turn(self) -> None:
        """Begin the file anew when it is large; its writers append, so none notices."""
        if self.path.stat().st_size > LARGEST:
            shutil.copyfile(self.path, self.path.with_suffix(".log.1"))
            with self.path.open("r+b") as file:
                file.truncate()
            self.read = 0


class Logbook:
    """The log files of a studio's processes; `say` shows a line to the person."""

    def __init__(self, folder: Path, say: Callable[[str], object]) -> None:
        self.folder = folder
        self._say = say
        self._pages: dict[str, Page] = {}
        folder.mkdir(parents=True, exist_ok=True)

    def take_over(self, name: str) -> None:
        """Send what this process logs to a file of the book too."""
        stream = (self.folder / f"{name}.log").open("a", buffering=1)
        for handler in logging.getLogger().handlers:
            if isinstance(handler, logging.StreamHandler):
                handler.setStream(stream)

    def watch(self) -> None:
        """Show grave lines from now on, in a thread: a terminal may stand still."""
        for path in self.folder.glob("*.log"):
            self._pages[path.stem] = Page(path, path.stat().st_size)
        threading.Thread(target=self._watch, daemon=True).start()

    def _watch(self) -> None:
        while True:
            time.sleep(LOOK)
            with suppress(OSError):
                self.look()

    def look(self) -> None:
        """Show the grave lines written since the last look."""
        for path in sorted(self.folder.glob("*.log")):
            page = self._pages.setdefault(path.stem, Page(path))
            for line in page.new_lines():
                text = grave(line)
                if text.startswith(ENDED):  # what it said last tells why
                    text = f"{text}: {page.last}"
                if text:
                    self._say(f"{path.stem:>9} | {text}")
                page.last = line.strip() or page.last
            page.turn()


def grave(line: str) -> str:
    """Return what a person must see of a line, or "" for the others."""
    try:
        record = json.loads(line)
    except ValueError:
        return line if GRAVE.search(line) else ""
    if not isinstance(record, dict) or record.get("level") not in GRAVE_LEVELS:
        return ""
    return f"{record['level']}: {record.get('event', '')}"
