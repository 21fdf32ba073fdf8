"""Absolute addresses of the API's objects, and signed ones of their media."""

from __future__ import annotations

import time
from datetime import UTC, datetime

from generations import wiring
from generations.media.signing import Signer, check, window_end

from .times import spelt

ROOT = "/api/v1"
RENDITIONS = ("file", "poster", "preview")


def address(path: str) -> str:
    """Return the absolute address of a path below the API's root."""
    return f"{wiring.site_url()}{ROOT}/{path}"


class MediaAddresses:
    """Signs media addresses for one answer, all of them until the same moment."""

    def __init__(self) -> None:
        self._until = window_end(time.time())
        self._sign = Signer(wiring.media_key(), self._until).sign
        self._videos = address("videos/")
        self.expires_at = spelt(datetime.fromtimestamp(self._until, UTC))

    def of(self, video_id: str, rendition: str) -> str:
        """Return an address that plays without headers, of this one file only."""
        signature = self._sign(f"{video_id}/{rendition}")
        return f"{self._videos}{video_id}/{rendition}?e={self._until}&s={signature}"


def opens(video_id: str, rendition: str, expires: int, signature: str) -> bool:
    """Say whether a signed address is genuine and still valid."""
    what, now = f"{video_id}/{rendition}", time.time()
    return check(wiring.media_key(), what, expires, signature, now)
