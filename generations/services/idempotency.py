"""A client's own key for a call: the same call twice makes one thing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import UUID

from django.db import IntegrityError, transaction

from generations.errors import GenerationError, IdempotencyMismatch
from generations.models import IdempotencyKey

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Made:
    """What a call made: the kind of object, its id, and the status it answered.

    `at_hand` is what its maker still has of it for the answer; a repeat has nothing.
    """

    kind: str
    id: str
    status: int
    replayed: bool = False
    at_hand: Any = field(default=None, compare=False)


def once(
    owner_id: UUID,
    key: str | None,
    fingerprint: str,
    *,
    prepare: Callable[[], T],
    make: Callable[[T], Made],
) -> Made:
    """Make something, unless this person's key has already been used for this body.

    `prepare` checks and may refuse; `make` gets what it returned and writes, in one
    transaction with the key. So two calls at the same moment can't both make
    something: the second finds the first's key, whether it waited for the commit, was
    rolled back by it, or was refused what the first had just taken. Raises
    `IdempotencyMismatch` when the key came with another body before.
    """
    if key is not None and (made := _replay(owner_id, key, fingerprint)):
        return made
    try:
        prepared = prepare()
        with transaction.atomic():
            made = make(prepared)
            if key is not None:
                _remember(owner_id, key, fingerprint, made)
            return made
    except (IntegrityError, GenerationError):
        if key is not None and (made := _replay(owner_id, key, fingerprint)):
            return made
        raise


def _remember(owner_id: UUID, key: str, fingerprint: str, made: Made) -> None:
    IdempotencyKey.objects.create(
        owner_id=owner_id,
        key=key,
        fingerprint=fingerprint,
        status=made.status,
        made=made.kind,
        made_id=made.id,
    )


def _replay(owner_id: UUID, key: str, fingerprint: str) -> Made | None:
    row = IdempotencyKey.objects.filter(owner_id=owner_id, key=key).first()
    if row is None:
        return None
    if row.fingerprint != fingerprint:
        raise IdempotencyMismatch
    return Made(row.made, row.made_id, row.status, replayed=True)
