"""Whether there is room for one more upload: on the disk, in a person's share."""

from __future__ import annotations

from uuid import UUID

from generations import wiring
from generations.models import Asset
from generations.services.rates import seconds_to_wait

from . import limits
from .refusals import NoRoom, TooManyAMinute, TooManyUploads


def check_rate(owner_id: UUID) -> None:
    """Count one more upload. Raises `TooManyAMinute`."""
    limit = wiring.upload_rate()
    if wait := seconds_to_wait(f"uploads:{owner_id}", limit):
        raise TooManyAMinute(limit, wait)


def check_disk(size: int) -> None:
    """Raise `NoRoom` where so many bytes more would leave too few."""
    if wiring.vault().free_bytes() - size < limits.FREE:
        raise NoRoom


def check_share(owner_id: UUID) -> None:
    """Raise `TooManyUploads` when this person has no place for another one."""
    count, weight = Asset.objects.owned_by(owner_id).weight()
    if count >= limits.COUNT or weight >= limits.BYTES:
        raise TooManyUploads(count, weight, limits.COUNT, limits.BYTES)
