"""The reader of `metadata`: the caller's own notes, flat and small."""

from __future__ import annotations

import json
from itertools import islice

from generations.capability import limits
from generations.capability.reading.report import Report, path
from generations.capability.reading.scalars import is_keepable, number, text
from generations.capability.reading.shown import clean

Metadata = dict[str, object]

_WHOLE = (-limits.SAFE_INTEGER, limits.SAFE_INTEGER)


def metadata(report: Report, field: str, value: object) -> Metadata | None:
    """Read a map of names to texts, numbers, true, false or null."""
    if not isinstance(value, dict):
        report.wrong_type(field, value, "an object")
        return None
    before = len(report.problems)
    over = len(value) - limits.METADATA_KEYS
    if over > 0:
        told = {"count": len(value), "limit": limits.METADATA_KEYS, "over": over}
        report.add(field, "too_many", {**told, "what": "keys"})
    for name, entry in islice(value.items(), limits.METADATA_KEYS):
        _name(report, field, name)
        _entry(report, path(field, name), entry)
    if len(report.problems) == before:
        _size(report, field, value)
    return dict(value) if len(report.problems) == before else None


def _name(report: Report, field: str, name: str) -> None:
    here = path(field, name)
    if not name.strip():
        report.add(field, "empty", {"label": "A name in metadata"})
        return
    is_keepable(report, here, name)
    length, limit = len(name), limits.METADATA_KEY
    if length > limit:
        told = {"length": length, "limit": limit, "over": length - limit}
        label = f'The name "{clean(name)}"'
        report.add(here, "too_long", {**told, "label": label})


def _entry(report: Report, field: str, entry: object) -> None:
    if entry is None or isinstance(entry, bool):
        return
    if isinstance(entry, str):
        text(report, field, entry, limits.METADATA_VALUE)
    elif isinstance(entry, int | float):
        number(report, field, entry, _WHOLE)
    else:
        report.wrong_type(field, entry, "text, a number, true, false or null")


def _size(report: Report, field: str, value: Metadata) -> None:
    compact = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    size, limit = len(compact.encode()), limits.METADATA_BYTES
    if size > limit:
        told = {"size": size, "limit": limit, "over": size - limit}
        report.add(field, "too_large", told)
