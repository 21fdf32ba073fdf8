"""The one way that bytes from the gateway become a dict."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable
from typing import Any

MAX_BYTES = 1 << 20
MAX_DEPTH = 32


class Malformed(Exception):
    """Not a JSON object that the rest of the program can hold and store."""


def decode(body: bytes) -> dict[str, Any]:
    """Read one JSON object, or raise Malformed, and never anything else.

    Refuses what parses but hurts later: more than 32 levels, NaN and infinities,
    NUL and lone surrogates (databases refuse both). Of repeated keys the last wins.
    """
    if len(body) > MAX_BYTES:
        raise Malformed("longer than the cap")
    value = _parsed(body)
    if type(value) is not dict:
        raise Malformed("not a JSON object")
    _check(value)
    return value


def _parsed(body: bytes) -> object:
    """Parse, or return None.

    The parser's own errors hold the whole text, so they end here instead of being
    carried as the context of another.
    """
    try:
        return _DECODER.decode(body.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None


def _check(value: object) -> None:
    level = [value]
    for _ in range(MAX_DEPTH):
        inside = [item for container in level for item in _items(container)]
        if any(type(item) is str and _UNSTORABLE.search(item) for item in inside):
            raise Malformed("a text that no database takes")
        level = [item for item in inside if type(item) in {dict, list}]
        if not level:
            return
    raise Malformed("nested too deeply")


def _items(container: object) -> Iterable[object]:
    if type(container) is dict:
        return [*container.keys(), *container.values()]
    return container if type(container) is list else ()


def _finite(literal: str) -> float:
    number = float(literal)
    if not math.isfinite(number):
        raise ValueError("not a finite number")
    return number


_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
_DECODER = json.JSONDecoder(parse_float=_finite, parse_constant=_finite)
