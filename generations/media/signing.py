"""Addresses of media that play without headers: signed, bound to one file, expiring.

The address of a file stays the same inside a window, so that browsers and API
clients can cache it, and is valid for at least one more window after that.
"""

from __future__ import annotations

import hashlib
import hmac
from base64 import urlsafe_b64encode

WINDOW = 6 * 60 * 60


def window_end(now: float, window: int = WINDOW) -> int:
    """Return the expiry, in Unix seconds, of an address handed out at `now`.

    It is the same for a whole window and between one and two windows ahead.
    """
    return (int(now) // window + 2) * window


class Signer:
    """Signs many addresses that expire together; the key is worked in only once."""

    def __init__(self, key: bytes, expires: int) -> None:
        self._begun = hmac.new(key, f"{expires}:".encode(), hashlib.sha256)

    def sign(self, what: str) -> str:
        """Return the signature, safe in a URL, that opens `what`."""
        mac = self._begun.copy()
        mac.update(what.encode())
        return urlsafe_b64encode(mac.digest()).rstrip(b"=").decode("ascii")


def sign(key: bytes, what: str, expires: int) -> str:
    """Return the signature, safe in a URL, that opens `what` until `expires`."""
    return Signer(key, expires).sign(what)


def check(key: bytes, what: str, expires: int, signature: str, now: float) -> bool:
    """Return whether `signature` opens `what` at `now`, in constant time."""
    expected = sign(key, what, expires)
    genuine = hmac.compare_digest(
        expected.encode(), signature.encode("utf-8", "replace")
    )
    return genuine and now < expires
