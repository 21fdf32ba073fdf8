"""What was given, told back in few and harmless characters."""

from __future__ import annotations

import math

LONGEST = 40
_LONGEST_NUMBER = 10**15


def shown(value: object) -> str:
    """Describe any decoded JSON value in one short phrase that every encoder takes."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case str():
            return f'"{clean(value)}"' if value else "an empty text"
        case int():
            return _whole(value)
        case float():
            return _fraction(value)
        case list():
            return "a list"
        case dict():
            return "an object"
    return "something that is not JSON"


def clean(text: str, longest: int = LONGEST) -> str:
    """Cap a text and replace what cannot be printed: controls, NUL, surrogates."""
    head = text[:longest]
    tail = "…" if len(text) > longest else ""
    return (
        "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in head)
        + tail
    )


def _whole(number: int) -> str:
    if abs(number) < _LONGEST_NUMBER:
        return str(number)
    digits = int(number.bit_length() * math.log10(2)) + 1
    return f"a number of about {digits:,} digits"


def _fraction(number: float) -> str:
    if math.isnan(number):
        return "NaN"
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    return repr(number)
