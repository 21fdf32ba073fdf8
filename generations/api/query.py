"""Query parameters: typed, all problems at once, strangers refused by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.utils.dateparse import parse_date, parse_datetime

from generations.capability.reading.report import Report, listed
from generations.capability.reading.scalars import choice, is_keepable, near
from generations.capability.reading.shown import clean, shown
from generations.errors import Problem, Remedy, ValidationFailed

LONGEST = 2000
Read = Callable[[Report, str, str], Any]


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads one parameter; `schema` is what the schema says of its values."""

    read: Read
    schema: dict[str, Any]

    def __call__(self, report: Report, name: str, given: str) -> Any:
        """Return the value, or report what is wrong with it."""
        return self.read(report, name, given)


Parameters = Mapping[str, Reader]


def read_query(given: QueryDict, known: Parameters) -> dict[str, Any]:
    """Return the parameters that were given, read; empty texts count as absent.

    Raises `ValidationFailed` with every problem.
    """
    report = Report()
    read: dict[str, Any] = {}
    for name, values in given.lists():
        if name not in known:
            _refuse(report, name, known)
        elif len(values) > 1:
            _add(report, name, "repeated_parameter", f"`{name}` is there twice.")
        elif _is_text(report, name, values[0]):
            read[name] = known[name](report, name, values[0])
    if report.problems:
        raise ValidationFailed(report.problems)
    return {name: value for name, value in read.items() if value not in ("", [])}


def words(choices: Sequence[str] | None = None) -> Reader:
    """Return a reader of a comma list; of these words only, where they are given."""

    def read(report: Report, name: str, text: str) -> list[str]:
        found = [word.strip() for word in text.split(",") if word.strip()]
        for word in found if choices else ():
            choice(report, name, word, choices or ())
        return found[:50]

    items = {"type": "string", "enum": list(choices)} if choices else {"type": "string"}
    return Reader(read, {"type": "array", "items": items})


def one_of(*choices: str) -> Reader:
    """Return a reader of one word of a few."""

    def read(report: Report, name: str, text: str) -> str | None:
        return choice(report, name, text, choices)

    return Reader(read, {"type": "string", "enum": list(choices)})


def _flag(report: Report, name: str, text: str) -> bool | None:
    """Read true or false."""
    value = {"true": True, "1": True, "false": False, "0": False}.get(text.lower())
    if value is None:
        _bad_format(report, name, text, "true or false")
    return value


def number(low: int, high: int) -> Reader:
    """Return a reader of a whole number between two bounds, both included."""

    def read(report: Report, name: str, text: str) -> int | None:
        if not (text.isascii() and text.isdigit() and len(text) < 19):
            _bad_format(report, name, text, f"a number from {low} to {high:,}")
            return None
        value = int(text)
        if low <= value <= high:
            return value
        told = {"given": text, "low": low, "high": high}
        told["near"] = low if value < low else high
        report.add(name, "out_of_range", told)
        return None

    return Reader(read, {"type": "integer", "minimum": low, "maximum": high})


def _day(report: Report, name: str, text: str) -> date | None:
    """Read a day, such as 2026-01-31."""
    try:
        found = parse_date(text)
    except ValueError:
        found = None
    if found is None:
        _bad_format(report, name, text, "a day such as 2026-01-31")
    return found


def _moment(report: Report, name: str, text: str) -> datetime | None:
    """Read an instant in ISO 8601, or a day's beginning; without an offset in UTC."""
    try:
        # An unescaped "+" arrives as a space, so an offset may follow one.
        head, gap, offset = text.rpartition(" ")
        spelt = f"{head}+{offset}" if gap and "T" in head else text
        found = parse_datetime(spelt)
        if found is None and (started := parse_date(text)):
            found = datetime.combine(started, time.min)
        if found is not None:
            aware = found if found.tzinfo else found.replace(tzinfo=UTC)
            return aware.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    _bad_format(report, name, text, "a time such as 2026-01-31T12:00:00Z")
    return None


flag = Reader(_flag, {"type": "boolean"})
text = Reader(lambda report, name, value: value, {"type": "string"})
day = Reader(_day, {"type": "string", "format": "date"})
moment = Reader(_moment, {"type": "string", "format": "date-time"})


def identifier(text: object) -> UUID | None:
    """Return the id that a text spells, None for any other text."""
    try:
        return UUID(text) if isinstance(text, str) and len(text) in (32, 36) else None
    except ValueError:
        return None


def _is_text(report: Report, name: str, value: str) -> bool:
    over = len(value) - LONGEST
    if over > 0:
        report.add(
            name, "too_long", {"length": len(value), "limit": LONGEST, "over": over}
        )
    return over <= 0 and is_keepable(report, name, value)


def _bad_format(report: Report, name: str, given: str, takes: str) -> None:
    report.add(name, "bad_format", {"given": shown(given), "takes": takes})


def _refuse(report: Report, name: str, known: Parameters) -> None:
    meant = near(name, tuple(known))
    if meant:
        out = f"Did you mean `{meant}`?"
    elif known:
        out = f"This address takes {listed(f'`{one}`' for one in sorted(known))}."
    else:
        out = "This address takes none."
    shown_name = clean(name) or "(empty)"
    text = f"`{shown_name}` is not a query parameter of this address."
    _add(report, shown_name, "unknown_parameter", text, out)


def _add(
    report: Report, name: str, code: str, detail: str, out: str | None = None
) -> None:
    report.problems.append(Problem(name, code, detail, Remedy(out) if out else None))
