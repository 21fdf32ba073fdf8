"""Where media is found: addresses that play without headers, each of one file only."""

from __future__ import annotations

import time

from generations import wiring
from generations.media.signing import Signer, check, window_end

ROOT = "/api/v1"


class MediaPaths:
    """Signs the addresses of one answer, all of them until the same moment.

    `site` goes in front: nothing for pages, whose addresses stay on their own origin.
    """

    def __init__(self, site: str = "") -> None:
        self.until = window_end(time.time())
        self._sign = Signer(wiring.media_key(), self.until).sign
        self._root = f"{site}{ROOT}/"
        self._videos = f"{site}{ROOT}/videos/"

    def of(self, video_id: str, rendition: str) -> str:
        """Return the address of one rendition of a clip."""
        signature = self._sign(f"{video_id}/{rendition}")
        return f"{self._videos}{video_id}/{rendition}?e={self.until}&s={signature}"

    def below(self, path: str) -> str:
        """Return the address of a file below the API's root: `assets/<id>/file`."""
        return f"{self._root}{path}?e={self.until}&s={self._sign(path)}"


def opens(what: str, expires: int, signature: str) -> bool:
    """Say whether a signature is genuine and still valid.

    `what` was signed: `<id>/<rendition>` of a clip, else the path below the API's root.
    """
    return check(wiring.media_key(), what, expires, signature, time.time())
