"""The table that counts now, kept in the process and looked for now and then."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.utils import timezone

from generations.capability import Table
from generations.capability.parts import completed

from .table_editions import TableEdition

LOOK_EVERY = 1.0
"""Seconds that an edition made by another process may go unseen in this one."""


class Kept(NamedTuple):
    sandbox: bool
    edition: UUID | None
    table: Table
    look_at: float


class TablesInForce:
    """The newest edition in force, with what this release's own table adds to it.

    Editions are never changed and their ids never used again, so a table that was
    built once is good for as long as its edition counts.
    """

    def __init__(self, seed: Callable[[], Table]) -> None:
        self._seed = seed
        self._kept: Kept | None = None

    @property
    def release(self) -> Table:
        """The release's own table, which counts until there is an edition."""
        return self._seed()

    def table(self, *, sandbox: bool) -> Table:
        """Return the table of a realm; asks the database once a second at most."""
        kept = self._kept
        if kept is None or kept.sandbox != sandbox:
            return self._look(sandbox, None)
        if time.monotonic() < kept.look_at:
            return kept.table
        # Other threads go on with what is known while this one asks.
        self._kept = kept._replace(look_at=time.monotonic() + LOOK_EVERY)
        return self._look(sandbox, kept)

    def forget(self) -> None:
        """Look anew at the next question, as after an edition was made here."""
        self._kept = None

    def at(self, moment: datetime, *, sandbox: bool) -> Table:
        """Return the table that counts at a moment, straight from the database."""
        return self._built(TableEdition.id_in_force(moment, sandbox=sandbox))

    def of(self, edition: TableEdition) -> Table:
        """Return an edition's table as it would count now."""
        return completed(edition.table, self._seed())

    def _look(self, sandbox: bool, kept: Kept | None) -> Table:
        found = TableEdition.id_in_force(timezone.now(), sandbox=sandbox)
        is_same = kept is not None and kept.edition == found
        table = kept.table if kept and is_same else self._built(found)
        self._kept = Kept(sandbox, found, table, time.monotonic() + LOOK_EVERY)
        return table

    def _built(self, edition: UUID | None) -> Table:
        if edition is None:
            return self._seed()
        return self.of(TableEdition.objects.get(pk=edition))
