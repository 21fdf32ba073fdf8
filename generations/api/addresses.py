"""Absolute addresses of the API's objects, and signed ones of their media."""

from __future__ import annotations

from datetime import UTC, datetime

from generations import wiring
from generations.services.media_paths import ROOT, MediaPaths, opens

from .times import spelt

__all__ = ["MediaAddresses", "address", "opens"]


def address(path: str) -> str:
    """Return the absolute address of a path below the API's root."""
    return f"{wiring.site_url()}{ROOT}/{path}"


class MediaAddresses(MediaPaths):
    """Signs media addresses for one answer, and says until when."""

    def __init__(self) -> None:
        super().__init__(wiring.site_url())
        self.expires_at = spelt(datetime.fromtimestamp(self.until, UTC))
