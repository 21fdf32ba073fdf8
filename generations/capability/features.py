"""What one cell says of the fields that were given."""

from __future__ import annotations

from collections.abc import Mapping

from generations.capability.cells import Cell
from generations.capability.reading.fields import Fields
from generations.capability.reading.report import Report, label_of
from generations.capability.table import Table
from generations.capability.ways_out import out_of_feature

Values = Mapping[str, object]


def check_features(
    report: Report, table: Table, cell: Cell, fields: Fields, given: Values
) -> None:
    """Report every given field that the cell does not take, and every clash.

    A field that the cell does not take is refused even at its default value.
    """
    for name, field in fields.items():
        if name not in given or field.required:
            continue
        if cell.takes(name):
            _check_clashes(report, cell, name, fields, given)
            continue
        told = {"what": label_of(name), "where": f"with {cell.label}"}
        told["reason"] = cell.feature(name).reason or ""
        remedy = out_of_feature(table, cell, name, given)
        report.add(name, "not_offered", told, remedy=remedy)


def _check_clashes(
    report: Report, cell: Cell, name: str, fields: Fields, given: Values
) -> None:
    """Report clashes of fields in use: given, and not left at their default."""
    used = {n for n, value in given.items() if value != fields[n].default}
    if name not in used:
        return
    for other in cell.feature(name).excludes:
        if other in used:
            told = {"other": label_of(other)}
            report.add(name, "conflict", told, change={name: None})
