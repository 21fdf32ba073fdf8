"""What a door was told of an upload: one reading for forms and API.

The values of a form come as texts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.files.base import File

from generations.capability.checking.objects import check_realm, refuse_unknown
from generations.capability.reading.ids import identity
from generations.capability.reading.report import Report
from generations.capability.reading.scalars import choice
from generations.capability.reading.shown import shown
from generations.capability.reading.strangers import Place, refuse_strangers
from generations.errors import Problem, Remedy, ValidationFailed
from generations.models import Purpose
from generations.services.materials import OwnMaterials

from .upload import Upload

FIELDS = ("file", "purpose", "image", "crop", "start_time", "end_time")
GOES_WITH = {
    "image": Purpose.MASK,
    "crop": Purpose.IMAGE,
    "start_time": Purpose.AUDIO,
    "end_time": Purpose.AUDIO,
}
CROP = ("x", "y", "width", "height")
LARGEST = 100_000  # pixels; more than any picture that is read has on a side
LONGEST = 24 * 3600 * 1000  # milliseconds
WHOLE = re.compile(r"[0-9]{1,9}", re.ASCII)

Parts = Mapping[str, Any]


def read_upload(owner_id: UUID, parts: Parts) -> Upload:
    """Return the upload that the parts of a form ask for.

    Raises `ValidationFailed` with every problem.
    """
    report = Report()
    refuse_strangers(report, Place("", "an upload", FIELDS), parts)
    given = {name: parts[name] for name in FIELDS if parts.get(name) not in (None, "")}
    file, purpose = _file(report, given), _purpose(report, given)
    _refuse_misplaced(report, purpose, given)
    crop = _crop(report, given)
    size = _size_of_picture(report, owner_id, given)
    start, end = (_seconds(report, name, given) for name in ("start_time", "end_time"))
    if report.problems or file is None or purpose is None:
        raise ValidationFailed(report.problems)
    return Upload(file, purpose, crop, size, start or 0, end)


def _file(report: Report, given: Parts) -> File[bytes] | None:
    file = given.get("file")
    if isinstance(file, File):
        return file
    if file is None:
        report.add("file", "required", way_out="Add the file as a part named `file`.")
    else:
        report.wrong_type("file", file, "a file: a part of the form with a filename")
    return None


def _purpose(report: Report, given: Parts) -> Purpose | None:
    if "purpose" not in given:
        report.add("purpose", "required")
        return None
    word = choice(report, "purpose", given["purpose"], Purpose.values)
    return Purpose(word) if word else None


def _refuse_misplaced(report: Report, purpose: Purpose | None, given: Parts) -> None:
    for name, owner in GOES_WITH.items():
        if name in given and purpose not in (None, owner):
            text = f"`{name}` goes with the purpose `{owner}` only."
            out = Remedy("Leave it out.", {name: None})
            report.problems.append(Problem(name, "not_taken", text, out))


def _crop(report: Report, given: Parts) -> dict[str, int] | None:
    """Read the part of a picture to keep, in pixels of the upright one, as JSON."""
    if "crop" not in given:
        return None
    found = _decoded(given["crop"])
    if isinstance(found, dict) and set(found) == set(CROP):
        numbers = [found[name] for name in CROP]
        if all(type(each) is int and 0 <= each <= LARGEST for each in numbers):
            return found
    takes = 'pixels as JSON, such as {"x": 0, "y": 90, "width": 750, "height": 300}'
    report.add("crop", "bad_format", {"given": shown(given["crop"]), "takes": takes})
    return None


def _decoded(text: object) -> Any:
    """Return a short JSON text's value, None for any other."""
    try:
        return json.loads(text) if isinstance(text, str) and len(text) < 200 else None
    except ValueError:
        return None


def _size_of_picture(
    report: Report, owner_id: UUID, given: Parts
) -> tuple[int, int] | None:
    """Return the size of the picture that a mask is painted for."""
    if "image" not in given:
        return None
    pk = identity(report, "image", given["image"], "a picture")
    if pk is None:
        return None
    known = OwnMaterials(owner_id)
    picture = known.materials([pk]).get(pk)
    if picture is None:
        refuse_unknown(report, "image", "picture")
        return None
    if picture.purpose != Purpose.IMAGE:
        told = {"given": picture.purpose, "purpose": Purpose.IMAGE}
        report.add("image", "wrong_purpose", told)
    check_realm(report, "image", known, sandbox=picture.sandbox)
    return picture.width or 0, picture.height or 0


def _seconds(report: Report, name: str, given: Parts) -> float | None:
    """Read one end of a cut, in milliseconds."""
    if name not in given:
        return None
    text = given[name]
    if isinstance(text, str) and WHOLE.fullmatch(text) and int(text) <= LONGEST:
        return int(text) / 1000
    takes = "milliseconds, such as 1500"
    report.add(name, "bad_format", {"given": shown(text), "takes": takes})
    return None
