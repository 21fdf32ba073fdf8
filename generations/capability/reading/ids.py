"""Readers of ids: of the caller's own objects, and the gateway's opaque ones."""

from __future__ import annotations

from generations.capability import limits
from generations.capability.codes import UPLOAD_FIRST
from generations.capability.reading.counts import counted
from generations.capability.reading.report import Report
from generations.capability.reading.scalars import is_keepable
from generations.capability.reading.scalars import is_uuid as is_uuid
from generations.capability.reading.shown import shown

Ids = list[str]


def identity(
    report: Report, field: str, value: object, what: str, way_out: str | None = None
) -> str | None:
    """Read the id of an object of the caller's, in lower case."""
    if isinstance(value, str) and is_uuid(value):
        return value.lower()
    takes = f"the id of {what} of yours"
    if isinstance(value, str):
        told = {"given": shown(value), "takes": takes}
        report.add(field, "bad_format", told, way_out=way_out)
    else:
        report.wrong_type(field, value, takes)
    return None


def uploaded(report: Report, field: str, value: object, what: str) -> str | None:
    """Read the id of an upload; an address or a file itself is shown the way."""
    return identity(report, field, value, what, UPLOAD_FIRST)


def pictures(report: Report, field: str, value: object) -> Ids | None:
    """Read the ids of the pictures of a list, in their order."""
    if not isinstance(value, list):
        report.wrong_type(field, value, "a list of ids of pictures")
        return None
    before = len(report.problems)
    counted(report, field, value, limits.IMAGE_LIST, "pictures")
    read = [
        uploaded(report, f"{field}.{place}", entry, "a picture")
        for place, entry in enumerate(value[: limits.IMAGE_LIST[1]])
    ]
    return [id for id in read if id] if len(report.problems) == before else None


def name(report: Report, field: str, value: object, what: str) -> str | None:
    """Read an id that the gateway gave: any text of one line, kept as it is."""
    if not isinstance(value, str):
        report.wrong_type(field, value, what)
        return None
    if not value.strip():
        report.add(field, "empty")
        return None
    if not is_keepable(report, field, value):
        return None
    length, limit = len(value), limits.NAME
    if length > limit:
        told = {"length": length, "limit": limit, "over": length - limit}
        report.add(field, "too_long", told)
        return None
    if not value.isprintable() or value != value.strip():
        report.add(field, "bad_format", {"given": shown(value), "takes": what})
        return None
    return value
