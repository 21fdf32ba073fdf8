"""Fields that do not belong: what they were probably meant to be."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from generations.capability.codes import (
    DID_YOU_MEAN,
    LEAVE_OUT,
    MEANT_BUT_THERE,
    MOVE_TO,
    NAME_MODEL,
)
from generations.capability.limits import NAMED
from generations.capability.reading.report import Report, path
from generations.capability.reading.scalars import near
from generations.capability.reading.shown import clean

#: Fields of the gateway's own call that the studio alone fills in.
SET_BY_STUDIO = ("model_name", "callback_url", "external_task_id")

_LARGEST_MOVED = 10**9
_NOWHERE: Mapping[str, str] = {}

Given = Mapping[str, object]


class Place(NamedTuple):
    """An object of the request: its dotted path, and what belongs in it or elsewhere.

    `path` is empty at the top, where `name` says what the request is.
    """

    path: str
    name: str
    known: Collection[str]
    elsewhere: Mapping[str, str] = _NOWHERE


def refuse_strangers(report: Report, place: Place, given: Given) -> None:
    """Report every name that is not known in its place, the first twenty by name."""
    strangers = [name for name in given if name not in place.known]
    for name in strangers[:NAMED]:
        _refuse(report, place, given, name)
    if len(strangers) > NAMED:
        count = len(strangers)
        told = {"count": count, "what": "unknown fields", "limit": 0, "over": count}
        report.add(place.path or "non_field", "too_many", told)


def refuse_studio_fields(report: Report, body: Given) -> None:
    """Report the fields that only the studio may put on the wire."""
    for name in SET_BY_STUDIO:
        if name in body:
            out = NAME_MODEL if name == "model_name" else None
            report.add(name, "set_by_studio", way_out=out, change={name: None})


def _refuse(report: Report, place: Place, given: Given, name: str) -> None:
    here = path(place.path, name)
    meant = near(name, tuple(place.known))
    out, there, change = LEAVE_OUT, "", _removal(here, name)
    if name in place.elsewhere:
        out, there = MOVE_TO, place.elsewhere[name]
    elif meant is not None:
        taken = given.get(meant) is not None
        out, there = MEANT_BUT_THERE if taken else DID_YOU_MEAN, path(place.path, meant)
    if out in (MOVE_TO, DID_YOU_MEAN):
        change = _move(change, there, given[name])
    told = {"parent": place.path or place.name, "near": there}
    report.add(here, "unknown_field", told, way_out=out, change=change)


def _removal(here: str, name: str) -> dict[str, object]:
    """Return the change that drops a field, if a dotted path can name it."""
    nameable = "." not in name and here.endswith(name)
    return {here: None} if nameable else {}


def _move(removal: Given, there: str, value: object) -> dict[str, object]:
    """Return the change that moves a plain value to where it belongs."""
    return {**removal, there: value} if removal and _is_plain(value) else {}


def _is_plain(value: object) -> bool:
    if isinstance(value, str):
        return value == clean(value, len(value))
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return abs(value) <= _LARGEST_MOVED  # false for NaN and infinity too
