"""What one cell says of the fields that were given."""

from __future__ import annotations

from collections.abc import Mapping

from generations.capability.cells import Cell
from generations.capability.reading.kinds import Fields
from generations.capability.reading.report import Report, label_of
from generations.capability.table import Table
from generations.capability.ways_out import out_of_feature, out_of_need

Values = Mapping[str, object]


def check_features(
    report: Report, table: Table, cell: Cell, fields: Fields, given: Values
) -> None:
    """Report every given field that the cell does not take, and every clash.

    A field that the cell does not take is refused even at its default value.
    """
    used = {n for n, value in given.items() if value != fields[n].default}
    clashes: set[frozenset[str]] = set()
    for name, field in fields.items():
        if name not in given or field.required:
            continue
        if not cell.takes(name):
            _refuse(report, table, cell, name, given)
        elif name in used:
            _check_clashes(report, cell, name, used, clashes)
            _check_needs(report, table, cell, name, given)


def _refuse(report: Report, table: Table, cell: Cell, name: str, given: Values) -> None:
    told = {"what": label_of(name), "where": f"with {cell.label}"}
    told["reason"] = cell.feature(name).reason or ""
    remedy = out_of_feature(table, cell, name, given)
    report.add(name, "not_offered", told, remedy=remedy)


def _check_clashes(
    report: Report, cell: Cell, name: str, used: set[str], told: set[frozenset[str]]
) -> None:
    """Report clashes of fields in use, given and not at their default: each once."""
    for other in cell.feature(name).excludes:
        pair = frozenset((name, other))
        if other in used and pair not in told:
            told.add(pair)
            words = {"other": label_of(other)}
            report.add(name, "conflict", words, change={name: None})


def _check_needs(
    report: Report, table: Table, cell: Cell, name: str, given: Values
) -> None:
    """Report fields that one in use does not go without, beside what is missing."""
    for missing in cell.feature(name).needs:
        if missing not in given:
            told = {"other": label_of(name), "where": f"with {cell.label}"}
            remedy = out_of_need(table, cell, name, missing, given)
            report.add(missing, "needed", told, remedy=remedy)
