"""Readers of single values.

A reader takes the report, the field's dotted path and a value that is not null. It
returns the value in its final form, or None: then the report says why, or the value
was as good as absent.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from difflib import get_close_matches

from generations.capability import limits
from generations.capability.codes import DID_YOU_MEAN
from generations.capability.reading.report import Report, listed
from generations.capability.reading.shown import LONGEST, shown

Reader = Callable[[Report, str, object], object]

_UNKEEPABLE = re.compile("[\0\ud800-\udfff]")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_AMOUNT = re.compile(r"-?[0-9]{1,30}(\.[0-9]{1,30})?")


def near(given: object, choices: Sequence[str]) -> str | None:
    """Return the choice that `given` was probably meant to be."""
    if not isinstance(given, str) or len(given) > LONGEST:
        return None
    plain = {_squeezed(choice): choice for choice in choices}
    matches = get_close_matches(_squeezed(given), plain, n=1)
    return plain[matches[0]] if matches else None


def _squeezed(name: str) -> str:
    return re.sub(r"[\W_]", "", name).lower()


def is_keepable(report: Report, field: str, text: str) -> bool:
    """Report a NUL or a lone surrogate, which no database or encoder takes."""
    found = _UNKEEPABLE.search(text)
    if found is None:
        return True
    what = "a NUL" if found[0] == "\0" else "half of a surrogate pair"
    report.add(field, "bad_characters", {"what": what, "place": found.start() + 1})
    return False


def text(report: Report, field: str, value: object, limit: int) -> str | None:
    """Read a text of at most `limit` code points; empty ones are returned as such."""
    if not isinstance(value, str):
        report.wrong_type(field, value, "text")
        return None
    keepable = is_keepable(report, field, value)
    over = len(value) - limit
    if over > 0:
        told = {"length": len(value), "limit": limit, "over": over}
        report.add(field, "too_long", told)
    return value if keepable and over <= 0 else None


def filled(report: Report, field: str, value: object, limit: int) -> str | None:
    """Read a text that must hold more than white space."""
    if isinstance(value, str) and not value.strip():
        report.add(field, "empty")
        return None
    return text(report, field, value, limit)


def optional(report: Report, field: str, value: object, limit: int) -> str | None:
    """Read a text where white space alone means nothing was said."""
    if isinstance(value, str) and not value.strip():
        return None
    return text(report, field, value, limit)


def choice(
    report: Report, field: str, value: object, choices: Sequence[str]
) -> str | None:
    """Read one of a few words, exactly as they are written."""
    if isinstance(value, str) and value in choices:
        return value
    told = {"given": shown(value), "choices": listed(choices)}
    meant = near(value, choices)
    if not isinstance(value, str):
        report.wrong_type(field, value, f"text: {told['choices']}")
    elif meant is None:
        report.add(field, "unknown_value", told)
    else:
        told["near"] = meant
        change = {field: meant}
        report.add(field, "unknown_value", told, way_out=DID_YOU_MEAN, change=change)
    return None


def number(
    report: Report, field: str, value: object, bounds: tuple[int, int]
) -> float | None:
    """Read a finite number between two bounds, both included."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        report.wrong_type(field, value, "a number")
        return None
    if isinstance(value, float) and not math.isfinite(value):
        report.add(field, "not_finite", {"given": shown(value)})
        return None
    low, high = bounds
    if low <= value <= high:
        return value or 0  # never -0.0
    edge = low if value < low else high
    told = {"given": shown(value), "low": low, "high": high, "near": edge}
    report.add(field, "out_of_range", told, change={field: edge})
    return None


def is_uuid(text: str) -> bool:
    """Say whether a text is written like an id of ours, in either case."""
    return _UUID.fullmatch(text.lower()) is not None


def uuid(report: Report, field: str, value: object) -> str | None:
    """Read the id of a quote, in lower case."""
    if isinstance(value, str) and is_uuid(value):
        return value.lower()
    _malformed(report, field, value, "the id of a quote")
    return None


def amount(report: Report, field: str, value: object) -> Decimal | None:
    """Read credits: a number or a plain decimal text, two decimals at most."""
    if isinstance(value, float) and not math.isfinite(value):
        report.add(field, "not_finite", {"given": shown(value)})
        return None
    found = _decimal(value)
    if found is None:
        _malformed(report, field, value, 'a number or a text such as "12.50"')
        return None
    if not 0 <= found <= limits.MAX_CREDITS:
        edge = Decimal(0) if found < 0 else limits.MAX_CREDITS
        told = {"given": shown(value), "low": 0, "high": limits.MAX_CREDITS}
        told["near"] = edge
        report.add(field, "out_of_range", told, change={field: str(edge)})
        return None
    if found != round(found, 2):
        report.add(field, "too_precise", {"given": shown(value)})
        return None
    return abs(round(found, 2))  # never -0.00


def _malformed(report: Report, field: str, value: object, takes: str) -> None:
    if isinstance(value, str):
        report.add(field, "bad_format", {"given": shown(value), "takes": takes})
    else:
        report.wrong_type(field, value, takes)


def _decimal(value: object) -> Decimal | None:
    if isinstance(value, str):
        return Decimal(value) if _AMOUNT.fullmatch(value) else None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    if isinstance(value, int):
        return Decimal(value)
    return Decimal(repr(value))
