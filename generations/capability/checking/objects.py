"""Whether every object that is named exists, is for its field, and is of this realm."""

from __future__ import annotations

from generations.capability.materials import Material, Materials, Realm
from generations.capability.reading.report import Report
from generations.capability.things import Reference, Things

_REALMS = {True: "in the sandbox", False: "live"}


def check_uploads(report: Report, things: Things, materials: Materials) -> None:
    """Report every place that names an upload which cannot be used there."""
    for reference in things.references:
        found = things.at(reference)
        if found is None:
            refuse_unknown(report, reference.field, "upload")
        else:
            _check_upload(report, reference, found, materials)


def _check_upload(
    report: Report, reference: Reference, found: Material, materials: Materials
) -> None:
    if found.purpose != reference.purpose:
        told = {"given": found.purpose, "purpose": reference.purpose}
        report.add(reference.field, "wrong_purpose", told)
    check_realm(report, reference.field, materials, sandbox=found.sandbox)


def refuse_unknown(report: Report, field: str, what: str) -> None:
    """Report an id of nothing that the person has, whoever else may have it."""
    report.add(field, "unknown_id", {"what": what})


def check_realm(report: Report, field: str, ours: Realm, *, sandbox: bool) -> None:
    """Report an object that was made in the other realm than the one at work."""
    if sandbox != ours.sandbox:
        told = {"theirs": _REALMS[sandbox], "ours": _REALMS[ours.sandbox]}
        report.add(field, "sandbox_mismatch", told)
