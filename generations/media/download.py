"""Fetch a result file from where the gateway put it, and from nowhere else."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse, IncompleteRead
from pathlib import Path
from urllib.parse import urljoin

from generations.media.allow_list import AllowList, Target
from generations.media.download_errors import (
    DeadlineExceeded,
    DownloadError,
    Expired,
    Incomplete,
    NotAllowed,
    TooLarge,
    Unreachable,
)
from generations.media.wire import Deadline, PinnedConnection

__all__ = [
    "DeadlineExceeded",
    "DownloadError",
    "Downloaded",
    "Downloader",
    "Expired",
    "Incomplete",
    "NotAllowed",
    "TooLarge",
    "Unreachable",
]

CHUNK = 64 * 1024
MOST_REDIRECTS = 2
REDIRECTS = frozenset({301, 302, 303, 307, 308})
GONE = frozenset({403, 404, 410})
HEADERS = {"Accept": "*/*", "Accept-Encoding": "identity", "User-Agent": "CuttingRoom"}


@dataclass(frozen=True)
class Downloaded:
    """What is now on disk: its size in bytes and the hex SHA-256 of its content."""

    size: int
    sha256: str


class Downloader:
    """Fetches files from allowed hosts; safe to share between threads."""

    def __init__(self, allowed: Sequence[str]) -> None:
        """Take host suffixes (`cdn.example`) and origins (`http://127.0.0.1:8700`)."""
        self.allowed = AllowList(allowed)

    def fetch(
        self, url: str, destination: Path, *, max_bytes: int, deadline: float
    ) -> Downloaded:
        """Write the file at `url` to `destination`, within `deadline` seconds.

        Follows at most two redirects, each vetted anew, and never retries. Raises a
        DownloadError, or the OSError of a full disk; then `destination` is gone.
        A file without a declared length may still be short: look inside it.
        """
        clock = Deadline(deadline)
        try:
            digest = hashlib.sha256()
            chunks = self._chunks(url, clock, max_bytes)
            with closing(chunks), destination.open("wb") as file:
                for chunk in chunks:
                    digest.update(chunk)
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
                return Downloaded(file.tell(), digest.hexdigest())
        except BaseException:
            destination.unlink(missing_ok=True)
            raise

    def _chunks(self, url: str, clock: Deadline, max_bytes: int) -> Generator[bytes]:
        """Yield the body of the first answer that is not a redirect."""
        target = self.allowed.vet(url)
        for _ in range(MOST_REDIRECTS + 1):
            with (
                closing(PinnedConnection(target, clock)) as connection,
                closing(_ask(connection)) as answer,
            ):
                if answer.status not in REDIRECTS:
                    yield from _body(answer, max_bytes)
                    return
                target = self._next_target(target, answer)
        raise NotAllowed("The address redirects too often.")

    def _next_target(self, target: Target, answer: HTTPResponse) -> Target:
        location = answer.headers.get("Location", "")
        # urljoin drops tabs and newlines in silence, so the raw value is looked at too.
        if not location or not location.isascii() or not location.isprintable():
            raise NotAllowed("The address redirects to nowhere.")
        return self.allowed.vet(urljoin(target.origin + target.path, location))


def _ask(connection: PinnedConnection) -> HTTPResponse:
    try:
        connection.request("GET", connection.target.path, headers=HEADERS)
        return connection.getresponse()
    except TimeoutError as error:
        raise DeadlineExceeded("The file's host did not answer in time.") from error
    except (OSError, HTTPException) as error:
        raise Unreachable("The file's host did not answer properly.") from error


def _body(answer: HTTPResponse, max_bytes: int) -> Generator[bytes]:
    """Yield the body in pieces; check its promises before, its length after."""
    if answer.status in GONE:
        raise Expired(answer.status)
    if answer.status != 200:
        raise Unreachable(f"The file's host answered {answer.status}.")
    if answer.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise Unreachable("The file's host sent an encoding nobody asked for.")
    promised = answer.length
    if promised is not None and promised > max_bytes:
        raise TooLarge("The file is larger than allowed.")
    received = 0
    while chunk := _read(answer):
        received += len(chunk)
        if received > max_bytes:
            raise TooLarge("The file is larger than allowed.")
        yield chunk
    if promised is not None and received != promised:
        raise Incomplete("The transfer ended early.")


def _read(answer: HTTPResponse) -> bytes:
    """Return what one read brings, so that the deadline is looked at between reads."""
    try:
        return answer.read1(CHUNK)
    except TimeoutError as error:
        raise DeadlineExceeded("The transfer took too long.") from error
    except IncompleteRead as error:
        raise Incomplete("The transfer ended early.") from error
    except (OSError, HTTPException) as error:
        raise Incomplete("The transfer broke off.") from error
