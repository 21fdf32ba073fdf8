"""Where a gateway account is reached, and with which key."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple
from urllib.parse import SplitResult, quote, urlsplit

_NETLOC = re.compile(r"([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?")
_KEY = re.compile(r"[!-~]+")
_PORTS = {"http": 80, "https": 443}


class Origin(NamedTuple):
    """What a socket is opened to."""

    tls: bool
    host: str
    port: int


@dataclass(frozen=True)
class Endpoint:
    """One account's address: `base_url` + `/` + `path`, and its access key.

    Raises ValueError on anything that could not be sent. The key is in no
    representation and in none of these errors.
    """

    base_url: str
    path: str
    key: str = field(repr=False)

    def __post_init__(self) -> None:
        parts = self._parts
        if parts.scheme not in _PORTS or not parts.hostname:
            raise ValueError("A gateway address starts with http:// or https://.")
        if parts.username is not None or parts.query or parts.fragment:
            raise ValueError("A gateway address has no user, query or fragment.")
        if not _NETLOC.fullmatch(parts.netloc) or not self.origin.port:
            raise ValueError("A gateway address has a plain host and a port.")
        if not _KEY.fullmatch(self.key):
            raise ValueError("A gateway key is visible ASCII without blanks.")
        segment(self.path)

    @cached_property
    def _parts(self) -> SplitResult:
        return urlsplit(self.base_url)

    @cached_property
    def origin(self) -> Origin:
        scheme = self._parts.scheme
        port = self._parts.port or _PORTS[scheme]
        return Origin(scheme == "https", self._parts.hostname or "", port)

    @property
    def host_header(self) -> str:
        return self._parts.netloc

    def target(self, *segments: str) -> str:
        """Join percent-encoded segments behind the account's own path."""
        start = quote(self._parts.path.rstrip("/"), safe="/%")
        return "/".join((start, segment(self.path), "kling/videos", *segments))


def segment(text: str) -> str:
    """Encode `text` as exactly one segment of a path; ValueError if it cannot be."""
    if text in {"", ".", ".."}:
        raise ValueError("An empty or dotted name is no segment of a path.")
    return quote(text, safe="")
