"""Changes with the objects they are about, as `changes/` and `events/` tell them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model

from generations.models import Asset, Change, Generation, ObjectType, Video

from .lookups import asset_shapes, generation_shapes, video_shapes
from .shapes.video import Names, Shape
from .times import spelt

Record = dict[str, Any]
Objects = Mapping[tuple[str, str], Shape]
Lookup = Callable[[list[UUID], Names], list[Shape]]


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
    ids: dict[str, list[UUID]] = defaultdict(list)
    for change in changes:
        if not change.deleted:
            ids[change.type].append(change.object_id)
    return {
        (kind, shape["id"]): shape
        for kind, wanted in ids.items()
        for shape in LOOKUPS[kind](wanted, names)
    }


def _generations(ids: list[UUID], names: Names) -> list[Shape]:
    return generation_shapes(Generation.objects.filter(pk__in=ids), names)


def _videos(ids: list[UUID], names: Names) -> list[Shape]:
    return video_shapes(Video.objects.filter(pk__in=ids), names)


def _assets(ids: list[UUID], names: Names) -> list[Shape]:
    return asset_shapes(Asset.objects.kept().filter(pk__in=ids))


LOOKUPS: Mapping[str, Lookup] = {
    ObjectType.GENERATION: _generations,
    ObjectType.VIDEO: _videos,
    ObjectType.ASSET: _assets,
}


def _names(changes: Iterable[Change]) -> Names:
    owners = {change.user_id for change in changes}
    people = get_user_model().objects.in_bulk(owners)
    return {pk: person.display_name for pk, person in people.items()}
