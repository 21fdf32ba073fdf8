"""The one validator of `POST face-sessions/`: whose faces are looked for, and where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from generations.capability.checking.objects import (
    check_realm,
    check_uploads,
    refuse_unknown,
)
from generations.capability.clips import refuse_faces
from generations.capability.materials import Clip, Material, Materials
from generations.capability.reading.ids import identity, uploaded
from generations.capability.reading.report import Report, label_of
from generations.capability.reading.scalars import Reader
from generations.capability.reading.shown import shown
from generations.capability.reading.strangers import Place, refuse_strangers
from generations.capability.table import Table
from generations.capability.things import Things, identity_in, look_up
from generations.errors import Problem

KIND = "identify_face"
_READERS: Mapping[str, Reader] = {
    "video": partial(identity, what="a clip"),
    "asset": partial(uploaded, what="a video"),
}


@dataclass(frozen=True, slots=True)
class FacesVerdict:
    """The clip or the upload to look at, the price, and everything that is wrong.

    `price` is in credits. With problems, `clip` and `asset` are None.
    """

    price: Decimal
    clip: Clip | None = None
    asset: Material | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def ok(self) -> bool:
        return not self.problems


def validate_faces(body: object, table: Table, materials: Materials) -> FacesVerdict:
    """Judge one decoded JSON body of `{video | asset}`; never raises for any."""
    report = Report()
    price = _price(report, table)
    if not isinstance(body, dict):
        report.add("non_field", "not_an_object", {"given": shown(body)})
        return FacesVerdict(price, problems=tuple(report.problems))
    things = look_up(body, _READERS, materials)
    _read(report, body)
    _check(report, body, things, materials)
    refuse_strangers(report, Place("", "a look for faces", tuple(_READERS)), body)
    if report.problems:
        return FacesVerdict(price, problems=tuple(report.problems))
    return FacesVerdict(price, things.clip, things.upload("asset"))


def _price(report: Report, table: Table) -> Decimal:
    cell = table.cell(KIND, None, None, None)
    if cell is not None and cell.state.is_open:
        return table.price(cell, {})
    told = {"what": "Looking for faces", "where": "here"}
    told["reason"] = (cell and cell.reason) or ""
    report.add("non_field", "not_offered", told)
    return Decimal(0)


def _read(report: Report, body: Mapping[str, object]) -> None:
    given = [name for name in _READERS if body.get(name) is not None]
    if not given:
        report.add("video", "required")
    for name in given:
        _READERS[name](report, name, body[name])
    if len(given) == len(_READERS):
        told = {"other": label_of("video")}
        report.add("asset", "conflict", told, change={"asset": None})


def _check(
    report: Report, body: Mapping[str, object], things: Things, materials: Materials
) -> None:
    check_uploads(report, things, materials)
    clip = things.clip
    if clip is not None:
        check_realm(report, "video", materials, sandbox=clip.sandbox)
        refuse_faces(report, "video", clip, materials.now)
    elif identity_in(body, "video"):
        refuse_unknown(report, "video", "clip")
