"""Why a file could not be fetched. No message repeats an address: it may be signed."""

from __future__ import annotations


class DownloadError(Exception):
    """The file was not fetched; nothing of it is left on disk."""


class NotAllowed(DownloadError):
    """The address, or one it led to, is outside what this studio may reach."""


class Expired(DownloadError):
    """The host no longer serves this address: ask the gateway for a fresh one."""

    def __init__(self, status: int) -> None:
        super().__init__(f"The file's host answered {status}.")
        self.status = status


class Incomplete(DownloadError):
    """The transfer ended before the promised number of bytes."""


class TooLarge(DownloadError):
    """The file is, or says it is, larger than the cap."""


class DeadlineExceeded(DownloadError):
    """The whole transfer took longer than it was given."""


class Unreachable(DownloadError):
    """No connection, no valid certificate, or an answer that is not a file."""
