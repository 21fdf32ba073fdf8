"""A new edition that is proposed: what it would change, and its making."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from generations import wiring
from generations.admin import audit
from generations.capability import Table
from generations.capability.parts import Change, applied, rebased
from generations.models import TableEdition
from generations.services.fingerprints import fingerprint
from generations.services.idempotency import Made, once
from generations.services.publish import publish

from .forms import Proposal


@dataclass(frozen=True, slots=True)
class Draft:
    """Changes to the tables that count at a moment, and the newest edition by then."""

    table: Table
    changes: tuple[Change, ...]
    seen: UUID | None
    starts_at: datetime | None = None

    @property
    def after(self) -> Table:
        return applied(self.table, self.changes)

    def publish(self, actor: Any, values: dict[str, Any], sent: object) -> str:
        """Make the edition, once for each key; return its id.

        Raises what `publish` raises where the tables moved since `values["seen"]`.
        """

        def make(_ready: object) -> Made:
            edition = publish(
                self.changes,
                note=values["note"],
                author=actor,
                starts_at=self.starts_at or values.get("starts_at"),
                seen=values["seen"],
            )
            deed = f"{edition}: {len(self.changes)} changed"
            audit.note(actor, edition, deed, values["note"])
            return Made("edition", str(edition.pk), 200)

        key = f"tables {values['key']}"
        told = fingerprint(sent)
        return once(actor.pk, key, told, prepare=lambda: None, make=make).id


def draft_of(
    form: Proposal, seen: UUID | None, starts_at: datetime | None = None
) -> Draft:
    """Turn a valid form's changes into changes of the tables of now.

    `seen` is the newest edition from before these are read: what is newer than it is
    then noticed.
    """
    moment = starts_at or timezone.now()
    table = wiring.tables.at(moment, sandbox=wiring.sandbox())
    return Draft(table, rebased(table, form.found()), seen, starts_at)


def tables_named(given: str | None, moment: datetime) -> tuple[UUID | None, Table]:
    """Return the tables of the edition that a form names, or else those of a moment.

    An empty name means the release's own. The edition's id comes with them.
    """
    sandbox = wiring.sandbox()
    realm = TableEdition.objects.of_realm(sandbox=sandbox)
    if given == "":
        return None, wiring.tables.release
    try:
        edition = realm.filter(pk=UUID(given)).first() if given else None
    except ValueError:
        edition = None
    if edition is None:
        counts = TableEdition.id_in_force(moment, sandbox=sandbox)
        edition = realm.filter(pk=counts).first() if counts else None
    if edition is None:
        return None, wiring.tables.release
    return edition.pk, wiring.tables.of(edition)
