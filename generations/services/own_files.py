"""The uploads that a request names, out of our own storage, as they are sent."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from generations import wiring
from generations.models import Asset, Cause, Generation

from .unsent import Unsendable

GONE = (
    "A file that this request needs is missing in the studio's storage, so nothing was "
    "sent. The operator has been told."
)


class OwnFiles:
    """Files of one person and one realm; each is read once, however often it is used.

    Asking for one that is not there raises `Unsendable`, for one that the storage does
    not give out now `StorageTrouble`.
    """

    def __init__(self, generation: Generation, ids: Iterable[str]) -> None:
        mine = Asset.objects.filter(
            owner_id=generation.owner_id, sandbox=generation.sandbox
        )
        self._rows = {str(row.pk): row for row in mine.filter(pk__in=set(ids))}
        self.content = cache(self._content)

    def height(self, id: str) -> int | None:
        """Return the height of a picture, in pixels."""
        return self._row(id).height

    def _row(self, id: str) -> Asset:
        try:
            return self._rows[id]
        except KeyError:
            raise Unsendable("file_missing", GONE, Cause.STUDIO) from None

    def _content(self, id: str) -> bytes:
        """Return the whole of a file."""
        row = self._row(id)
        try:
            return b"".join(wiring.vault().read(row.file, 0, row.size))
        except FileNotFoundError:
            raise Unsendable("file_missing", GONE, Cause.STUDIO) from None
