"""The pictures in a request body: bare base64, jpg or png, within the limits."""

from __future__ import annotations

import base64
import binascii
import hashlib
from dataclasses import dataclass, field

from . import checks, sizes
from .attached import Picture

MOST_BYTES = 10 << 20
LEAST_SIDE = 300
WIDEST = 2.5
MOST_DOTS = 64_000_000
"""The document has no such limit; this one bounds what decoding may cost."""
BODY_LIMIT = 64 << 20
"""Room for four pictures of the greatest size, and more than any one with its masks."""


@dataclass
class Album:
    """Takes the pictures out of one body; `files` collects their bytes by name."""

    files: dict[str, bytes] = field(default_factory=dict)

    def take(self, body: checks.Body, key: str, inside: str = "") -> Picture | None:
        """Return the picture under `key`, or None when left out or empty.

        Whatever the document does not take is refused, named by `inside` and `key`.
        """
        value = body.get(key)
        if value is None and key not in body:
            return None
        name = f"{inside}{key}"
        if not isinstance(value, str):
            checks.refuse(f"{name} must be a string")
        return self._kept(value, name) if value else None

    def _kept(self, value: str, name: str) -> Picture:
        content = _decoded(value, name)
        width, height = _sides(content, name)
        checksum = hashlib.sha256(content).hexdigest()
        self.files[checksum] = content
        return Picture(checksum, width, height)


def _decoded(value: str, name: str) -> bytes:
    start = value[:8].lower()
    if start.startswith("data:"):
        checks.refuse(f"{name} must be bare base64, without a data: prefix")
    if start.startswith(("http://", "https://")):
        checks.refuse(f"{name} cannot be fetched: this sandbox opens no addresses")
    # Judged before decoding, so that nothing larger is ever held twice.
    if len(value) > -(-MOST_BYTES // 3) * 4:
        checks.refuse(f"{name} file size cannot exceed 10MB")
    try:
        content = base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        checks.refuse(f"{name} is not valid base64")
    if len(content) > MOST_BYTES:
        checks.refuse(f"{name} file size cannot exceed 10MB")
    return content


def _sides(content: bytes, name: str) -> tuple[int, int]:
    try:
        width, height = sizes.sides(content)
    except sizes.NoPicture as problem:
        checks.refuse(f"{name}: {problem}")
    if min(width, height) < LEAST_SIDE:
        checks.refuse(f"{name} resolution cannot be less than 300*300px")
    if max(width, height) > WIDEST * min(width, height):
        checks.refuse(f"{name} aspect ratio must be between 1:2.5 and 2.5:1")
    if width * height > MOST_DOTS:
        checks.refuse(f"{name} has more than {MOST_DOTS} pixels")
    return width, height
