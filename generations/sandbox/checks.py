"""Small checks of a request body; each refuses with code 1201 and names the key."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import NoReturn

from .protocol import BAD_REQUEST, BAD_VALUE, Refusal

Body = Mapping[str, object]


def refuse(message: str) -> NoReturn:
    """Refuse the request for one of its keys or values."""
    raise Refusal(BAD_VALUE, message)


def parsed(raw: bytes) -> Body:
    """Return the JSON object in `raw`; anything else is code 1200."""
    try:
        body = json.loads(raw, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise Refusal(BAD_REQUEST, "request body is not valid JSON") from None
    if not isinstance(body, dict):
        raise Refusal(BAD_REQUEST, "request body must be a JSON object")
    return body


def _no_constant(word: str) -> NoReturn:
    raise ValueError(word)


def only(body: Body, known: Collection[str], inside: str = "") -> None:
    """Refuse any key that the document does not list at this level."""
    for key in body:
        if key not in known:
            refuse(f"invalid key: {inside}{key}")


def text(body: Body, key: str, *, most: int) -> str | None:
    """Return a string of at most `most` code points, or None when left out."""
    if key not in body:
        return None
    value = body[key]
    if not isinstance(value, str):
        refuse(f"{key} must be a string")
    if len(value) > most:
        refuse(f"{key} cannot exceed {most} characters")
    return value


def choice(body: Body, key: str, allowed: Collection[str]) -> str | None:
    """Return one of the `allowed` strings, or None when left out."""
    if key not in body:
        return None
    value = body[key]
    if not isinstance(value, str) or value not in allowed:
        refuse(f"{key} value is invalid, expected one of {', '.join(allowed)}")
    return value


def number(body: Body, key: str, low: float, high: float) -> float | None:
    """Return a number within [low, high], or None when left out."""
    if key not in body:
        return None
    value = body[key]
    if isinstance(value, bool) or not isinstance(value, int | float):
        refuse(f"{key} must be a number")
    if not low <= value <= high:  # nor NaN, which compares to nothing
        refuse(f"{key} must be within [{low:g}, {high:g}]")
    return float(value)


def whole(body: Body, key: str) -> int:
    """Return a required count of milliseconds: a whole number from 0 on."""
    value = body.get(key)
    if isinstance(value, bool) or not isinstance(value, int):
        refuse(f"{key} must be a whole number")
    if value < 0:
        refuse(f"{key} cannot be negative")
    return value


def mapping(body: Body, key: str) -> Body | None:
    """Return a JSON object, or None when left out."""
    if key not in body:
        return None
    value = body[key]
    if not isinstance(value, dict):
        refuse(f"{key} must be an object")
    return value
