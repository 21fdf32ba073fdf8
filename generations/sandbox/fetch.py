"""Fetching what a request names by its address: from this machine only.

The gateway fetches from anywhere. An imitation that did so would be a hole in the
network it runs in, and nothing a rehearsal needs lies elsewhere.
"""

from __future__ import annotations

import http.client
import time
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from . import checks

PATIENCE = 20.0
"""Seconds for the whole of a fetch."""
CHUNK = 1 << 18


def is_address(text: str) -> bool:
    return text.startswith(("http://", "https://"))


def fetched(address: str, key: str, *, most: int) -> bytes:
    """Return what lies at `address`, at most `most` bytes; `key` names it in words."""
    place = _place(address, key)
    connection = http.client.HTTPConnection(place.netloc, timeout=PATIENCE / 2)
    target = f"{place.path or '/'}{'?' * bool(place.query)}{place.query}"
    try:
        connection.request("GET", target)
        answer = connection.getresponse()
        if answer.status != 200:
            checks.refuse(f"{key} cannot be fetched: HTTP {answer.status}")
        return _read(answer, key, most)
    except (OSError, ValueError, http.client.HTTPException) as problem:
        checks.refuse(f"{key} cannot be fetched: {type(problem).__name__}")
    finally:
        connection.close()


def _place(address: str, key: str) -> SplitResult:
    """Return the parts of an http address on loopback; refuse any other."""
    try:
        place = urlsplit(address)
        local = place.scheme == "http" and _is_loopback(place.hostname or "")
        local = local and place.port != 0 and "@" not in place.netloc
    except ValueError:
        local = False
    if not local:
        checks.refuse(f"{key} cannot be fetched: the sandbox reaches only this machine")
    return place


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _read(answer: http.client.HTTPResponse, key: str, most: int) -> bytes:
    end = time.monotonic() + PATIENCE
    content = b""
    while part := answer.read(CHUNK):
        content += part
        if len(content) > most:
            checks.refuse(f"{key} is too large: at most {most} bytes")
        if time.monotonic() > end:
            checks.refuse(f"{key} cannot be fetched: it takes too long")
    return content
