"""Texts that are kept sealed: gateway keys that an operator entered.

Sealed with a key of its own that is derived from the studio's secret, so whoever reads
the database alone reads none of them; with another secret they cannot be opened.
"""

from __future__ import annotations

import base64

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

PURPOSE = b"gateway keys of the panel"

IN_THE_OPEN: set[str] = set()
"""What this process has sealed or opened: log lines and pages have it struck out."""

TELLING = 8
"""Characters from which on a text is no ordinary word, as a rehearsal's key may be."""


class Unopenable(ValueError):
    """Sealed with another secret, or not by this at all."""


def seal(text: str, secret: str) -> str:
    """Return a text that only `opened` with the same secret turns back."""
    _watch_for(text)
    return _box(secret).encrypt(text.encode()).decode()


def opened(sealed: str, secret: str) -> str:
    """Return the text behind a seal. Raises `Unopenable`, which tells nothing of it."""
    try:
        text = _box(secret).decrypt(sealed.encode()).decode()
    except (InvalidToken, UnicodeError):
        raise Unopenable("It was sealed with another secret.") from None
    _watch_for(text)
    return text


def _box(secret: str) -> Fernet:
    derived = HKDF(SHA256(), length=32, salt=None, info=PURPOSE).derive(secret.encode())
    return Fernet(base64.urlsafe_b64encode(derived))


def _watch_for(text: str) -> None:
    if len(text) >= TELLING:
        IN_THE_OPEN.add(text)
