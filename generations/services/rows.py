"""Rows as the database driver gives them, and what their values say.

Django turns each value into the field's own type, which the shapes would only turn
into text again: that was half the time of a page. SQLite and psycopg give
other types for ids and times; both are read here, and nowhere else.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Expression, Model, QuerySet, TextField

Row = tuple[Any, ...]


class Columns(Expression):
    """Columns of the rows' own table, spelt at once.

    Compiling each for itself takes as long as fetching forty rows of them.
    """

    def __init__(self, model: type[Model], names: Iterable[str]) -> None:
        super().__init__(output_field=TextField())
        fields: list[Any] = [model._meta.get_field(name) for name in names]
        self._names = [field.column for field in fields]

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[()]]:
        """Return the select list, which is one expression to everyone else."""
        spell = connection.ops.quote_name
        table = spell(compiler.query.get_initial_alias())
        return ", ".join(f"{table}.{spell(name)}" for name in self._names), ()


def fetched(rows: QuerySet[Model], *columns: str | Columns) -> list[Row]:
    """Return these columns of the rows, unconverted."""
    query = rows.values_list(*columns).query
    chunks = query.get_compiler(using=rows.db).execute_sql()
    return [row for chunk in chunks for row in chunk]


def id_text(value: UUID | str) -> str:
    """Return an id with its hyphens; SQLite keeps it without."""
    if isinstance(value, str):
        return f"{value[:8]}-{value[8:12]}-{value[12:16]}-{value[16:20]}-{value[20:]}"
    return str(value)


def id_text_or_none(value: UUID | str | None) -> str | None:
    return None if value is None else id_text(value)


def id_of(value: UUID | str) -> UUID:
    return UUID(value) if isinstance(value, str) else value


def time_text(value: datetime) -> str:
    """Return an instant in ISO 8601; both give UTC, SQLite without saying so."""
    return f"{value.isoformat().removesuffix('+00:00')}Z"


def time_text_or_none(value: datetime | None) -> str | None:
    return None if value is None else time_text(value)


def json_of(value: str) -> Any:
    """Return a JSON column's value; both databases give its text."""
    return json.loads(value)


NO_ITEMS = "[]"
"""The text of an empty list in a JSON column."""
