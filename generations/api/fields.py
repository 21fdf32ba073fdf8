"""Small bodies, such as those of PATCH: a few named fields, each with its reader."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from generations.capability.reading.report import Report
from generations.capability.reading.scalars import text
from generations.capability.reading.shown import shown
from generations.capability.reading.strangers import Place, refuse_strangers
from generations.errors import ValidationFailed

Reader = Callable[[Report, str, Any], Any]
Readers = Mapping[str, Reader]


def read_fields(body: object, readers: Readers, *, of: str) -> dict[str, Any]:
    """Return the fields that a body sets, read; `of` says what they belong to.

    Raises `ValidationFailed` with every problem. A reader is called for null too.
    """
    report = Report()
    if not isinstance(body, dict):
        report.add("non_field", "not_an_object", {"given": shown(body)})
        raise ValidationFailed(report.problems)
    refuse_strangers(report, Place("", of, tuple(readers)), body)
    read = {
        name: reader(report, name, body[name])
        for name, reader in readers.items()
        if name in body
    }
    if report.problems:
        raise ValidationFailed(report.problems)
    return read


def no_fields(body: object) -> None:
    """Refuse a body that says anything, where there is nothing to say."""
    read_fields(body, {}, of="this call")


def flag(report: Report, field: str, value: object) -> bool | None:
    """Read true or false."""
    if isinstance(value, bool):
        return value
    report.wrong_type(field, value, "true or false")
    return None


def line(limit: int) -> Reader:
    """Return a reader of a text up to `limit`; null and white space empty it."""
    return partial(_text, limit)


def _text(limit: int, report: Report, field: str, value: object) -> str | None:
    if value is None:
        return ""
    read = text(report, field, value, limit)
    return read and read.strip()
