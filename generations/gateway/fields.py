"""Read single values of an answer: each gives None for what it cannot use."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

ID_LENGTH = 128
ADDRESS_LENGTH = 4096
REQUEST_ID_LENGTH = 120
LARGEST_CODE = 2**31 - 1
LONGEST_CLIP = 24 * 60 * 60
_WHOLE_NUMBER = re.compile(r"-?[0-9]{1,15}")
_MILLISECONDS_FROM = 10**11
_EARLIEST = datetime(2020, 1, 1, tzinfo=UTC)
_LATEST = datetime(2100, 1, 1, tzinfo=UTC)


def mapping(value: object) -> Mapping[str, Any]:
    """Give `value` if it is an object, else an empty one, so that reading goes on."""
    return value if isinstance(value, dict) else {}


def text(value: object, length: int) -> str:
    return value[:length] if isinstance(value, str) else ""


def identifier(value: object) -> str | None:
    """Read an opaque id; a number becomes its digits.

    An id that cannot be one segment of an address could not be asked for.
    """
    if type(value) is int:
        value = str(value)
    if not isinstance(value, str) or not 0 < len(value) <= ID_LENGTH:
        return None
    is_usable = value.isprintable() and value.strip() == value
    return value if is_usable and value not in {".", ".."} else None


def first_identifier(*values: object) -> str | None:
    return next((found for found in map(identifier, values) if found), None)


def address(value: object) -> str | None:
    """Read an address as it was written; whether to go there is judged elsewhere."""
    if isinstance(value, str) and 0 < len(value) <= ADDRESS_LENGTH:
        return value
    return None


def whole_number(value: object) -> int | None:
    """Read an int or a numeric text, but never a bool, which compares equal to one."""
    if type(value) is int:
        return value
    if isinstance(value, str) and _WHOLE_NUMBER.fullmatch(value.strip()):
        return int(value)
    return None


def decimal(value: object, largest: int) -> Decimal | None:
    """Read an amount from 0 to `largest`, written as text or as a number."""
    if type(value) not in {int, float, str}:
        return None
    try:
        number = Decimal(str(value).strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() and 0 <= number <= largest else None


def milliseconds(value: object) -> int | None:
    """Read a moment within a clip."""
    number = whole_number(int(value) if type(value) is float else value)
    within = number is not None and 0 <= number <= LONGEST_CLIP * 1000
    return number if within else None


def instant(value: object) -> datetime | None:
    """Read a Unix time in milliseconds, or in seconds if it is too small for that."""
    stamp = whole_number(int(value) if type(value) is float else value)
    if stamp is None or not 0 < stamp < _MILLISECONDS_FROM * 1000:
        return None
    seconds = stamp / 1000 if stamp >= _MILLISECONDS_FROM else stamp
    moment = datetime.fromtimestamp(seconds, UTC)
    return moment if _EARLIEST <= moment < _LATEST else None


def first_instant(*values: object) -> datetime | None:
    return next((found for found in map(instant, values) if found), None)


def layers(answer: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Give the places where a code may sit: re-sellers wrap answers once more."""
    data = mapping(answer.get("data"))
    yield answer
    yield data
    yield mapping(data.get("data"))
    yield mapping(answer.get("error"))
