"""Which addresses may be fetched: https on 443 under known names, or exact origins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from generations.media.download_errors import NotAllowed

LONGEST_URL = 4096
STRICT_URL = re.compile(
    r"(?P<scheme>https?)://"
    r"(?P<host>[a-z0-9.-]+|\[[0-9a-f:.]+\])"
    r"(?::(?P<port>[0-9]{1,5}))?"
    r"(?P<target>[/?][!-\"$-\[\]-~]*)?"  # visible ASCII without # and backslash
    r"(?:#[!-\[\]-~]*)?",
    re.ASCII | re.IGNORECASE,  # without ASCII the Kelvin sign would be a "k"
)
LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
NAME = re.compile(rf"(?:{LABEL}\.)+(?=[a-z]){LABEL}", re.ASCII)
STANDARD_PORTS = {"http": 80, "https": 443}

Origin = tuple[str, str, int]


@dataclass(frozen=True)
class Target:
    """A vetted address, taken apart once so that nothing parses it differently later.

    `trusted` marks an origin the operator named whole: its address is not judged.
    """

    scheme: str
    host: str
    port: int
    path: str
    trusted: bool

    @property
    def origin(self) -> str:
        """Return the part before the path."""
        return f"{self.scheme}://{self.host}:{self.port}"


class AllowList:
    """The entries of one setting: host suffixes, and whole origins with a scheme."""

    def __init__(self, entries: Sequence[str]) -> None:
        self.origins: set[Origin] = {
            _origin(entry) for entry in entries if "://" in entry
        }
        self.suffixes = tuple(
            entry.lower().strip(".") for entry in entries if "://" not in entry
        )

    def vet(self, url: str) -> Target:
        """Return the address taken apart, or raise NotAllowed.

        Anything that two parsers could read differently is refused: user info,
        backslashes, trailing dots, zones, numbers for names, non-ASCII letters.
        """
        match = STRICT_URL.fullmatch(url) if len(url) <= LONGEST_URL else None
        if match is None:
            raise NotAllowed("The address is not a plain web address.")
        scheme, host = match["scheme"].lower(), match["host"].lower()
        port = int(match["port"] or STANDARD_PORTS[scheme])
        trusted = (scheme, host, port) in self.origins
        if not trusted and not self._names(scheme, host, port):
            raise NotAllowed("The address is not one of the allowed hosts.")
        path = match["target"] or "/"
        path = path if path.startswith("/") else f"/{path}"
        return Target(scheme, host, port, path, trusted)

    def _names(self, scheme: str, host: str, port: int) -> bool:
        if (scheme, port) != ("https", 443) or NAME.fullmatch(host) is None:
            return False
        return any(
            host == suffix or host.endswith(f".{suffix}") for suffix in self.suffixes
        )


def _origin(entry: str) -> Origin:
    parts = urlsplit(entry.lower())
    if parts.scheme not in STANDARD_PORTS or parts.path.strip("/") or not parts.netloc:
        raise ValueError(f"Not an origin such as https://files.example: {entry!r}")
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    return parts.scheme, host or "", parts.port or STANDARD_PORTS[parts.scheme]
