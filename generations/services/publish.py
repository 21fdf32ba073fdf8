"""Make a new edition of the tables."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from generations import wiring
from generations.capability import Table
from generations.capability.editions import as_document
from generations.capability.parts import Change, applied
from generations.errors import GenerationError
from generations.models import TableEdition

NOTE = 500


class TablesMoved(GenerationError):
    """Somebody else made an edition since the proposer looked."""

    code = "tables_moved"

    def __init__(self) -> None:
        super().__init__(
            "The tables were changed in the meantime. Look at what your change would "
            "do now, and confirm it again."
        )


class NothingChanges(GenerationError):
    """The edition would say what the tables say already."""

    code = "nothing_changes"

    def __init__(self) -> None:
        super().__init__("That is what the tables say already. Nothing was made.")


def newest_edition() -> UUID | None:
    """Return the last edition made in the realm at work, in force or to come."""
    found = TableEdition.objects.of_realm(sandbox=wiring.sandbox())
    return found.order_by("-number").values_list("id", flat=True).first()


def publish(
    changes: Iterable[Change],
    *,
    note: str,
    author: Any = None,
    starts_at: datetime | None = None,
    seen: UUID | None,
) -> TableEdition:
    """Make changes in the table that counts at `starts_at`, by default now.

    They are made in the editions to come as well, each at its own time, but for what
    these change themselves. `seen` is the `newest_edition` that the changes were made
    for. Raises `TablesMoved` if there is a newer one, `NothingChanges`, and ValueError
    for changes that no table takes.
    """
    now, found = timezone.now(), tuple(changes)
    start = max(starts_at or now, now)
    try:
        with transaction.atomic():
            if newest_edition() != seen:
                raise TablesMoved
            made = _edition(start, found, note, author)
            _carry_on(made, found)
    except IntegrityError:
        raise TablesMoved from None
    transaction.on_commit(wiring.tables.forget)
    return made


def _edition(
    start: datetime, changes: tuple[Change, ...], note: str, author: Any
) -> TableEdition:
    base = wiring.tables.at(start, sandbox=wiring.sandbox())
    table = applied(base, changes)
    if table == base:
        raise NothingChanges
    return _write(table, start, note, author)


def _carry_on(made: TableEdition, changes: tuple[Change, ...]) -> None:
    """Make the changes in the editions to come, which were made without them."""
    realm = TableEdition.objects.of_realm(sandbox=made.sandbox)
    for later in list(realm.to_come(made.starts_at)):
        base = wiring.tables.of(later)
        table = applied(base, changes)
        if table != base:
            note = f"{later}, with the changes of {made}: {later.note}"
            _write(table, later.starts_at, note, made.author)


def _write(table: Table, start: datetime, note: str, author: Any) -> TableEdition:
    realm = TableEdition.objects.of_realm(sandbox=wiring.sandbox())
    last = realm.aggregate(last=Max("number", default=0))["last"]
    return TableEdition.objects.create(
        sandbox=wiring.sandbox(),
        number=last + 1,
        author=author,
        note=note[:NOTE],
        content=as_document(table),
        starts_at=start,
    )
