"""Changes with the objects they are about, as `changes/` and `events/` tell them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model

from generations.models import Change, Generation, ObjectType, Video

from .lookups import generation_shapes, video_shapes
from .shapes.video import Names, Shape
from .times import spelt

Record = dict[str, Any]
Objects = Mapping[tuple[str, str], Shape]


def records(changes: Sequence[Change], names: Names | None = None) -> list[Record]:
    """Return a record of each change, in their order; they may be of many people.

    Objects are told as they are now; one that is gone by now is told as deleted.
    `names` are the owners' names, where they are known already.
    """
    known = _names(changes) if names is None else names
    objects = _objects(changes, known)
    return [_record(change, objects) for change in changes]


def _record(change: Change, objects: Objects) -> Record:
    found = objects.get((change.type, str(change.object_id)))
    return {
        "type": change.type,
        "id": str(change.object_id),
        "deleted": found is None,
        "at": spelt(change.at),
        "object": found,
    }


def _objects(changes: Iterable[Change], names: Names) -> Objects:
    ids: dict[str, list[UUID]] = {kind: [] for kind in ObjectType}
    for change in changes:
        if not change.deleted:
            ids[change.type].append(change.object_id)
    found: dict[tuple[str, str], Shape] = {}
    if wanted := ids[ObjectType.GENERATION]:
        rows = Generation.objects.filter(pk__in=wanted)
        for shape in generation_shapes(rows, names):
            found[ObjectType.GENERATION, shape["id"]] = shape
    if wanted := ids[ObjectType.VIDEO]:
        for shape in video_shapes(Video.objects.filter(pk__in=wanted), names):
            found[ObjectType.VIDEO, shape["id"]] = shape
    return found


def _names(changes: Iterable[Change]) -> Names:
    owners = {change.user_id for change in changes}
    people = get_user_model().objects.in_bulk(owners)
    return {pk: person.display_name for pk, person in people.items()}
