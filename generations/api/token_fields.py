"""What a token is asked for with: its name, its scopes and its end."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime
from functools import partial
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from rest_framework.request import Request

from generations.capability.reading.report import Report
from generations.capability.reading.scalars import choice, filled
from generations.capability.reading.shown import shown
from generations.errors import Problem, Remedy

from . import fields
from .problems import Refusal
from .scopes import SCOPES, lacks

LONGEST_NAME = 120


def wanted_token(request: Request) -> dict[str, Any]:
    """Return name, scopes and end of the token that is asked for."""
    given = request.data
    if isinstance(given, dict):  # a missing field is like one that is null
        given = {"name": None, "scopes": None, **given}
    wanted = fields.read_fields(given, READERS, of="a token")
    for scope in wanted["scopes"]:
        if lacks(request.auth, scope):
            text = f"A token without the scope `{scope}` cannot hand it out."
            raise Refusal("scope", text)
    return wanted


def _name(report: Report, field: str, value: object) -> str | None:
    if value is None:
        report.add(field, "required")
        return None
    return filled(report, field, value, LONGEST_NAME)


def _scopes(report: Report, field: str, value: object) -> list[str]:
    if value is None:
        report.add(field, "required")
    elif not isinstance(value, list):
        report.wrong_type(field, value, f"a list of {', '.join(SCOPES)}")
    elif not value:
        report.add(field, "empty")
    else:
        return _chosen(report, field, value)
    return []


def _chosen(report: Report, field: str, value: Collection[object]) -> list[str]:
    if len(value) > len(SCOPES):
        told = {"count": len(value), "limit": len(SCOPES), "what": "entries"}
        report.add(field, "too_many", told | {"over": len(value) - len(SCOPES)})
        return []
    read = partial(choice, report, choices=SCOPES)
    found = [read(f"{field}.{at}", scope) for at, scope in enumerate(value)]
    return sorted({scope for scope in found if scope})


def _end(report: Report, field: str, value: object) -> datetime | None:
    """Read when the token ends: an instant to come, or null for never."""
    if value is None:
        return None
    end = _instant(value)
    if end is None:
        takes = 'a time such as "2026-01-31T12:00:00Z", or null'
        report.add(field, "bad_format", {"given": shown(value), "takes": takes})
    elif end <= timezone.now():
        text = "The end of a token must be in the future."
        out = Remedy("Choose a later time, or null for no end.", {field: None})
        report.problems.append(Problem(field, "in_the_past", text, out))
    return end


def _instant(value: object) -> datetime | None:
    try:
        found = parse_datetime(value) if isinstance(value, str) else None
        if found is None:
            return None
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


READERS: fields.Readers = {"name": _name, "scopes": _scopes, "expires_at": _end}
