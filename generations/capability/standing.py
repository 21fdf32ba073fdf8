"""Whether a request that was accepted once is still offered by the table of now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from generations.capability.cells import Cell, Key, State
from generations.capability.features import check_features
from generations.capability.reading.fields import FIELDS
from generations.capability.reading.kinds import Fields
from generations.capability.reading.report import Report
from generations.capability.table import Table

Request = Mapping[str, Any]

GONE = "{label} is not offered any more."
CLOSED = "{label} is not offered any more. {reason}"


class Closed(NamedTuple):
    """Why a request is not offered any more; `refused` if the gateway closed it."""

    text: str
    refused: bool


def cell_of(table: Table, key: Key) -> Cell | None:
    """Return the cell of a job, whose columns may name more than its kind chooses by.

    A lip-sync has the model of its clip, and its kind has one cell for all.
    """
    exact = table.cell(*key)
    return exact or table.cell(key.kind, None, None, None)


def closed(table: Table, key: Key, request: Request) -> Closed | None:
    """Return why an accepted request is not offered any more; None while it is.

    What the table says now counts, but for the price: that was agreed.
    """
    cell = cell_of(table, key)
    if cell is None:
        label = Cell(*key, state=State.NO).label
        return Closed(GONE.format(label=label), refused=False)
    if not cell.state.is_open:
        reason = cell.reason or ""
        text = CLOSED.format(label=cell.label, reason=reason).strip()
        return Closed(text, cell.state is State.REFUSED)
    return _closed_field(table, cell, request)


def sendable(table: Table, key: Key, request: Request) -> dict[str, Any]:
    """Return a request without the fields that its cell does not take any more.

    In a request that is not `closed` they stand at their defaults and mean nothing;
    the gateway may refuse them all the same.
    """
    cell, fields = cell_of(table, key), FIELDS.get(key.kind, {})
    if cell is None:
        return dict(request)
    shut = {n for n, f in fields.items() if not f.required and not cell.takes(n)}
    return {name: value for name, value in request.items() if name not in shut}


def _closed_field(table: Table, cell: Cell, request: Request) -> Closed | None:
    report, fields = Report(), FIELDS.get(cell.kind, {})
    check_features(report, table, cell, fields, _used(fields, request))
    if not report.problems:
        return None
    problem = report.problems[0]
    refused = cell.feature(problem.field).state is State.REFUSED
    return Closed(problem.detail, refused)


def _used(fields: Fields, request: Request) -> dict[str, Any]:
    """Return the fields that a request makes use of: given, not at their default."""
    return {
        name: request[name]
        for name, spec in fields.items()
        if name in request and request[name] != spec.default
    }
