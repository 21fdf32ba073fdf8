"""The one validator: form, API, quotes, batches and the writer all ask it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, TypedDict, cast

from generations.capability.cells import Cell
from generations.capability.choosing import Body, choose, read_kind
from generations.capability.features import check_features
from generations.capability.reading.fields import (
    ANY_KIND,
    CHOICES,
    FIELDS,
    KINDS,
    TERMS,
    Fields,
)
from generations.capability.reading.report import Report
from generations.capability.reading.shown import shown
from generations.capability.reading.strangers import (
    SET_BY_STUDIO,
    Place,
    refuse_strangers,
    refuse_studio_fields,
)
from generations.capability.table import Item, Table
from generations.errors import Problem

Request = dict[str, Any]


class Terms(TypedDict, total=False):
    """The caller's own fields, which stand beside the request."""

    title: str
    metadata: Mapping[str, object]
    quote: str
    max_credits: Decimal


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a body asks for, and everything that is wrong with it.

    `request` is None when there are problems; otherwise a body that `POST
    generations/` takes unchanged: defaults filled in, absent fields left out, without
    the caller's terms, which stand beside it. `cell`, `price` and `items` are there
    whenever the choices name an open cell, problems or not. `price` is in credits.
    """

    request: Request | None = None
    cell: Cell | None = None
    price: Decimal | None = None
    items: tuple[Item, ...] = ()
    problems: tuple[Problem, ...] = ()
    title: str = ""
    metadata: Mapping[str, object] = field(default_factory=dict)
    quote: str | None = None
    max_credits: Decimal | None = None

    @property
    def ok(self) -> bool:
        return not self.problems


def validate(body: object, table: Table) -> Verdict:
    """Judge one decoded JSON body of `POST generations/`; never raises for any."""
    report = Report()
    if not isinstance(body, dict):
        report.add("non_field", "not_an_object", {"given": shown(body)})
        return Verdict(problems=tuple(report.problems))
    kind = read_kind(report, table, body)
    cell, judged_by = choose(report, table, kind, body)
    fields = FIELDS[kind] if kind else ANY_KIND
    complete = kind is not None or body.get("kind") not in KINDS
    values = _read(report, body, fields, required=complete)
    if judged_by:
        check_features(report, table, judged_by, fields, _given(body, fields))
    terms = cast("Terms", _read(report, body, TERMS))
    refuse_studio_fields(report, body)
    if complete:  # the fields of a kind that is not offered yet are not known
        _refuse_strangers(report, body, kind, fields)
    if cell is None:
        return Verdict(problems=tuple(report.problems), **terms)
    items = tuple(table.items(cell, values))
    return Verdict(
        request=None if report.problems else _request(cell, fields, values),
        cell=cell,
        price=table.price(cell, values),
        items=items,
        problems=tuple(report.problems),
        **terms,
    )


def _given(body: Body, fields: Fields) -> dict[str, object]:
    """Return the fields that say something; null and empty texts do not."""
    return {n: body[n] for n in fields if n in body and body[n] not in (None, "")}


def _read(
    report: Report, body: Body, fields: Fields, *, required: bool = False
) -> dict[str, object]:
    """Return the values that could be read; report the rest."""
    values: dict[str, object] = {}
    for name, spec in fields.items():
        given = body.get(name)
        if given is None:
            if spec.required and required:
                report.add(name, "required")
            continue
        value = spec.read(report, name, given)
        if value is not None:
            values[name] = value
    return values


def _refuse_strangers(
    report: Report, body: Body, kind: str | None, fields: Fields
) -> None:
    place = Place("", kind or "a request", (*CHOICES, *fields, *TERMS))
    rest = {n: value for n, value in body.items() if n not in SET_BY_STUDIO}
    refuse_strangers(report, place, rest)


def _request(cell: Cell, fields: Fields, values: Mapping[str, object]) -> Request:
    chosen = cell.key._asdict()
    defaults = {n: f.default for n, f in fields.items() if cell.takes(n)}
    whole = {**chosen, **defaults, **values}
    ordered = (*CHOICES, *fields)
    return {n: whole[n] for n in ordered if whole.get(n) is not None}
