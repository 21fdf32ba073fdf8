"""Which uploads a request names, and which are needed by what is under way."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain
from typing import Any
from uuid import UUID

from django.utils import timezone

from generations.models import Asset, Generation

SPELT = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


def named_in(request: Mapping[str, Any]) -> set[UUID]:
    """Return every id that a request has in any of its fields, whatever it is of."""
    return set(_ids(request))


def note_use(owner_id: UUID, requests: Iterable[Mapping[str, Any]]) -> None:
    """Write down that a person's uploads are used now."""
    if named := set(chain.from_iterable(map(named_in, requests))):
        mine = Asset.objects.filter(owner_id=owner_id, pk__in=named)
        mine.update(used_at=timezone.now())


def needed(owner_ids: Collection[UUID]) -> set[UUID]:
    """Return all ids that jobs of these people name, of those that are under way."""
    jobs = Generation.objects.active().filter(owner_id__in=owner_ids).order_by()
    requests = jobs.values_list("request", flat=True)
    return {found for request in requests.iterator() for found in _ids(request)}


def _ids(value: object) -> Iterator[UUID]:
    if isinstance(value, str):
        if SPELT.fullmatch(value):
            yield UUID(value)
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _ids(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _ids(inner)
