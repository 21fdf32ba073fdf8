"""The one validator: form, API, quotes, batches and the writer all ask it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, TypedDict, cast

from generations.capability.cells import Cell
from generations.capability.checking import Case, Settled, check
from generations.capability.choosing import Body, Chosen, choose, read_kind
from generations.capability.features import check_features
from generations.capability.following import follow
from generations.capability.materials import NO_MATERIALS, Materials
from generations.capability.reading.fields import (
    CHOICES,
    FIELDS,
    KINDS,
    TERMS,
    any_kind,
)
from generations.capability.reading.kinds import FROM_CLIP, Fields
from generations.capability.reading.report import Report
from generations.capability.reading.shown import shown
from generations.capability.reading.strangers import (
    SET_BY_STUDIO,
    Place,
    refuse_strangers,
    refuse_studio_fields,
)
from generations.capability.table import Item, Table
from generations.capability.things import Things, look_up
from generations.errors import Problem

Registry = Mapping[str, Fields]
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
    `values` are the fields that are right, whatever is wrong with others. `source_clip`
    is the id of the clip that the new one would be made from, where it is known.
    """

    request: Request | None = None
    cell: Cell | None = None
    price: Decimal | None = None
    items: tuple[Item, ...] = ()
    problems: tuple[Problem, ...] = ()
    values: Mapping[str, object] = field(default_factory=dict)
    source_clip: str | None = None
    title: str = ""
    metadata: Mapping[str, object] = field(default_factory=dict)
    quote: str | None = None
    max_credits: Decimal | None = None

    @property
    def ok(self) -> bool:
        return not self.problems


def validate(
    body: object,
    table: Table,
    materials: Materials = NO_MATERIALS,
    *,
    fields: Registry = FIELDS,
) -> Verdict:
    """Judge one decoded JSON body of `POST generations/`; never raises for any.

    `materials` answers for the ids in it, for one person; `fields` are the kinds that
    are offered, with the fields of each.
    """
    report = Report()
    if not isinstance(body, dict):
        report.add("non_field", "not_an_object", {"given": shown(body)})
        return Verdict(problems=tuple(report.problems))
    kind = read_kind(report, table, body, fields)
    own = fields[kind] if kind else any_kind(fields)
    things = look_up(body, own, materials)
    cell, judged_by = _choose(report, table, kind, body, things, fields)
    complete = kind is not None or body.get("kind") not in KINDS
    values = _read(report, body, own, required=complete)
    if judged_by:
        check_features(report, table, judged_by, own, _given(body, own))
    case = Case(report, table, cell, body, values, things, materials)
    settled = check(case, kind)
    terms = cast("Terms", _read(report, body, TERMS))
    refuse_studio_fields(report, body)
    if complete:  # the fields of a kind that is not offered yet are not known
        _refuse_strangers(report, body, kind, own)
    return _verdict(case, own, settled, terms)


def _choose(
    report: Report,
    table: Table,
    kind: str | None,
    body: Body,
    things: Things,
    fields: Registry,
) -> Chosen:
    if kind is not None and kind in FROM_CLIP:
        return follow(report, table, kind, body, things.clip)
    return choose(report, table, kind, body, fields)


def _verdict(case: Case, own: Fields, settled: Settled, terms: Terms) -> Verdict:
    problems, cell, values = tuple(case.report.problems), case.cell, case.values
    wrong = {problem.field.partition(".")[0] for problem in problems}
    known: dict[str, Any] = {
        "problems": problems,
        "values": {name: v for name, v in values.items() if name not in wrong},
        "source_clip": settled.source_clip,
        **terms,
    }
    if cell is None:
        return Verdict(**known)
    items = tuple(case.table.items(cell, values, settled.seconds))
    return Verdict(
        request=None if problems else _request(cell, own, settled, values),
        cell=cell,
        price=sum((credits for _, credits in items), Decimal(0)),
        items=items,
        **known,
    )


def _given(body: Body, fields: Fields) -> dict[str, object]:
    """Return the fields that say something: null, an empty text or list do not."""
    return {n: body[n] for n in fields if n in body and body[n] not in (None, "", [])}


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


def _request(
    cell: Cell, own: Fields, settled: Settled, values: Mapping[str, object]
) -> Request:
    chosen = cell.key._asdict()
    defaults = {n: f.default for n, f in own.items() if cell.takes(n)}
    whole = {**chosen, **defaults, **settled.defaults, **values}
    ordered = (*CHOICES, *own)
    return {n: whole[n] for n in ordered if whole.get(n) is not None}
