"""The finished films: whole or in byte ranges, until they expire."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import formatdate
from pathlib import Path

from .account import Account
from .call import Inbound
from .faults import FILE, Call, Faults
from .file_faults import spoilt
from .protocol import Answer, plain
from .tasks import Task

CHUNK = 1 << 18
DENIED = b"<Error><Code>AccessDenied</Code><Message>denied</Message></Error>"
RANGE = re.compile(r"bytes=(\d*)-(\d*)", re.ASCII)


@dataclass(frozen=True)
class Files:
    """The door for files: it asks for no key, the address is the secret."""

    account: Account
    faults: Faults

    def answer(self, inbound: Inbound, token: str) -> Answer:
        found = self.account.film_of(token)
        if found is None:
            return denied()
        task, path = found
        own_id = task.order.external_task_id
        rule = self.faults.strike(Call(FILE, task.order.prompt, own_id))
        answer = spoilt(rule, inbound, path) if rule else None
        return answer or _served(inbound, task, path)


def denied() -> Answer:
    """Answer as a content network does for an address that is over or never was."""
    return plain(403, DENIED, "application/xml")


def _served(inbound: Inbound, task: Task, path: Path) -> Answer:
    size = path.stat().st_size
    tag = f'"{task.film.sha256}"' if task.film else '""'
    about: tuple[tuple[str, str], ...] = (
        ("Accept-Ranges", "bytes"),
        ("ETag", tag),
        ("Last-Modified", formatdate(task.updated_at(1 << 60) / 1000, usegmt=True)),
    )
    wanted = inbound.header("Range")
    if wanted is None or inbound.header("If-Range") not in (None, tag):
        return Answer(200, read(path, 0, size), size, "video/mp4", about)
    span = _span(wanted, size)
    if span is None:
        about = (*about, ("Content-Range", f"bytes */{size}"))
        return Answer(416, (), 0, "video/mp4", about)
    start, end = span
    about = (*about, ("Content-Range", f"bytes {start}-{end}/{size}"))
    length = end - start + 1
    return Answer(206, read(path, start, length), length, "video/mp4", about)


def _span(wanted: str, size: int) -> tuple[int, int] | None:
    """Return the first and last byte of a single range, None if unsatisfiable."""
    match = RANGE.fullmatch(wanted.strip())
    if match is None or match.group() == "bytes=-":
        return 0, size - 1
    first, last = match.groups()
    if not first:
        start, end = max(0, size - int(last)), size - 1
    else:
        start, end = int(first), min(int(last or size), size - 1)
    return (start, end) if start <= end else None


def read(path: Path, start: int, length: int) -> Iterator[bytes]:
    """Yield `length` bytes of a file from `start` on."""
    with path.open("rb") as film:
        film.seek(start)
        while length > 0 and (chunk := film.read(min(CHUNK, length))):
            length -= len(chunk)
            yield chunk
