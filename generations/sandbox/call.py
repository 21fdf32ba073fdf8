"""A call as it reached the sandbox, and what its connection can be made to do."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .protocol import BAD_KEY, BAD_REQUEST, NO_KEY, Refusal

HOUR = 3600.0


@dataclass(frozen=True, slots=True)
class Inbound:
    """A thin reading of a WSGI environ."""

    environ: dict[str, Any]

    @property
    def method(self) -> str:
        return str(self.environ["REQUEST_METHOD"])

    @property
    def path(self) -> str:
        """Return the decoded path; WSGI carries its UTF-8 bytes as Latin-1."""
        path = str(self.environ["PATH_INFO"])
        return path.encode("latin-1").decode("utf-8", "replace")

    def header(self, name: str) -> str | None:
        return self.environ.get("HTTP_" + name.upper().replace("-", "_"))

    @property
    def origin(self) -> str:
        """Return the origin the caller used, so that it can reach our files."""
        host = self.environ.get("HTTP_HOST")
        if not host:
            host = f"{self.environ['SERVER_NAME']}:{self.environ['SERVER_PORT']}"
        return f"http://{host}"

    @property
    def local(self) -> bool:
        address = str(self.environ.get("REMOTE_ADDR", ""))
        return address == "::1" or address.startswith(("127.", "::ffff:127."))

    def key(self) -> str:
        """Return the access key; without one, raise `Refusal` 1001 or 1002."""
        value = (self.header("Authorization") or "").strip()
        if not value:
            raise Refusal(NO_KEY, "Authorization is empty")
        scheme, _, key = value.partition(" ")
        if scheme.lower() != "bearer":
            raise Refusal(BAD_KEY, "Authorization is invalid")
        if not key.strip():
            raise Refusal(NO_KEY, "Authorization is empty")
        return key.strip()

    def body(self, most: int) -> bytes:
        """Read the body; more than `most` bytes are refused with HTTP 413."""
        length = int(self.environ.get("CONTENT_LENGTH") or 0)
        if length > most:
            raise Refusal(BAD_REQUEST, "request body is too large", http_status=413)
        return bytes(self.environ["wsgi.input"].read(length))

    def hold(self, seconds: float) -> None:
        """Keep the caller waiting, at most until it leaves or the server stops."""
        wait: Callable[[float], None] = self.environ.get("sandbox.hold", time.sleep)
        wait(seconds)


def fingerprint(secret: str) -> str:
    """Return what may be written down of an access key."""
    return hashlib.sha256(secret.encode()).hexdigest()[:12] if secret else ""
