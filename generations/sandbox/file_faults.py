"""What each fault does to a file on its way out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from .call import Inbound
from .create_faults import bad_gateway, leave
from .faults import Rule
from .protocol import Answer, Hangup, plain

FILM = "video/mp4"
NO_FILM = "<!doctype html><title>Sign in</title><p>Please sign in to continue."
FIVE_GIGABYTES = 5 << 30


def spoilt(rule: Rule, inbound: Inbound, path: Path) -> Answer | None:
    """Return the spoilt answer, or None when only the wait was the fault."""
    args = rule.args
    match rule.fault:
        case "slow":
            inbound.hold(args.get("seconds", 5.0))
            return None
        case "hang" | "drop_request":
            leave(rule, inbound)
        case "html_502":
            return bad_gateway()
        case "expire_urls":
            return plain(403, b"<Error><Code>RequestExpired</Code></Error>")
        case "not_a_video":
            body = str(args.get("body", NO_FILM)).encode()
            return plain(200, body, str(args.get("type", FILM)))
        case "redirect":
            to = ("Location", str(args.get("url", "http://169.254.169.254/")))
            return Answer(302, (), 0, "text/plain", (to,))
        case "oversize":
            return _oversize(int(args.get("bytes", FIVE_GIGABYTES)), args.get("n"))
    return _cut(rule, inbound, path)


def _cut(rule: Rule, inbound: Inbound, path: Path) -> Answer:
    """Send part of the film: with or without its length, or byte by byte."""
    film = path.read_bytes()
    size = int(rule.args.get("n", len(film) // 2))
    if rule.fault == "truncate_nolen":
        return Answer(200, (film[:size],), None, FILM)
    if rule.fault == "truncate":
        return Answer(200, _then_hang_up(film[:size]), len(film), FILM)
    every = rule.args.get("every", 1.0)
    return Answer(200, _drip(inbound, film, every), len(film), FILM)


def _then_hang_up(part: bytes) -> Iterator[bytes]:
    yield part
    raise Hangup


def _drip(inbound: Inbound, film: bytes, every: float) -> Iterator[bytes]:
    for at in range(len(film)):
        yield film[at : at + 1]
        inbound.hold(every)


def _oversize(total: int, declared: int | None) -> Answer:
    """Send `total` bytes, declaring `declared` of them, or none at all."""
    return Answer(200, _zeros(total), declared, FILM)


def _zeros(total: int) -> Iterator[bytes]:
    chunk = bytes(1 << 18)
    while total > 0:
        yield chunk[:total]
        total -= len(chunk)
