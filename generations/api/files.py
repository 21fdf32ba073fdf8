"""Stored files: where each is kept, and under which name it leaves."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from unicodedata import normalize
from urllib.parse import quote
from uuid import UUID

from generations import wiring
from generations.models import Asset, Video
from generations.services.trash import poster_keys

TYPES = {
    "mp4": "video/mp4",
    "mp3": "audio/mpeg",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
}
USUAL_WIDTH = 640
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file in the vault, which never changes under its key."""

    key: str
    size: int
    etag: str
    made_at: datetime

    @property
    def suffix(self) -> str:
        return self.key.rpartition(".")[2]

    @property
    def type(self) -> str:
        return TYPES[self.suffix]


def clip_of(video: Video) -> StoredFile:
    return StoredFile(video.file, video.size, f'"{video.sha256}"', video.created_at)


def poster_of(video: Video, width: int | None) -> StoredFile | None:
    """Return the smallest poster that is as wide as asked, or the widest there is."""
    keys = poster_keys(video)
    if not keys:
        return None
    wanted = width or USUAL_WIDTH
    fitting = min((w for w in keys if w >= wanted), default=max(keys))
    return _drawn(video, keys[fitting], f"poster-{fitting}")


def preview_of(video: Video) -> StoredFile | None:
    return _drawn(video, video.preview, "preview") if video.preview else None


def upload_of(asset: Asset) -> StoredFile:
    return StoredFile(asset.file, asset.size, f'"{asset.sha256}"', asset.created_at)


def thumbnail_of(asset: Asset) -> StoredFile | None:
    if not asset.thumbnail:
        return None
    return _drawn(asset, asset.thumbnail, "thumbnail")


def attachment(called: str, pk: UUID, stored: StoredFile) -> str:
    """Return the Content-Disposition that saves a file under its object's own name.

    RFC 6266: a plain name for old clients, the real one in UTF-8 beside it.
    """
    words = re.sub(r"[^\w .,()!&'+-]+", " ", called)
    name = " ".join(words.split())[:LONGEST_NAME].strip(" .") or "file"
    whole = f"{name} {pk.hex[-6:]}.{stored.suffix}"
    plain = normalize("NFKD", whole).encode("ascii", "ignore").decode()
    encoded = quote(whole, safe="!#$&+-.^_`|~")
    return f"attachment; filename=\"{plain.strip()}\"; filename*=UTF-8''{encoded}"


def _drawn(of: Video | Asset, key: str, name: str) -> StoredFile | None:
    """Return a picture of something, whose size is asked of storage."""
    try:
        size = wiring.vault().size(key)
    except FileNotFoundError:
        return None
    return StoredFile(key, size, f'"{of.pk.hex}-{name}"', of.created_at)
