"""Take in a file that somebody brought."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.core.files.base import File
from django.core.files.uploadedfile import TemporaryUploadedFile

from generations.media.ingest import uploads
from generations.media.ingest.uploads import Kept
from generations.media.refused import Refused
from generations.models import Asset, Purpose
from generations.services.local_files import scratch

from . import names
from .arrivals import Arrivals, Origin
from .room import check_disk, check_rate, check_share
from .words import told


@dataclass(frozen=True, slots=True)
class Upload:
    """One file, and how it is to be kept.

    `size` is the width and height of a mask's picture, where it is known; `crop` is a
    picture's, in its upright pixels; `start` and `end`, in seconds, cut a sound.
    """

    file: File[bytes]
    purpose: Purpose
    crop: Mapping[str, int] | None = None
    size: tuple[int, int] | None = None
    start: float = 0
    end: float | None = None


def take_in(owner_id: UUID, upload: Upload, arrivals: Arrivals) -> Asset:
    """Fit the file and store it; `arrivals.keep` then makes it the person's own.

    Raises `UploadRefused` with the reason and the way out, `TooManyUploads`,
    `TooManyAMinute`, `StorageAway` or `NoRoom`.
    """
    check_rate(owner_id)
    check_share(owner_id)
    check_disk(2 * (upload.file.size or 0))
    origin = Origin(owner_id, upload.purpose, names.kept(upload.file.name))
    with (
        told(),
        _on_disk(upload.file) as path,
        scratch() as out,
        scratch() as small,
    ):
        kept = FITTING[upload.purpose](path, out, small, upload)
        return arrivals.store(origin, kept)


def _picture(path: Path, out: Path, small: Path, upload: Upload) -> Kept:
    return uploads.take_picture(path, out, upload.crop, thumbnail=small)


def _mask(path: Path, out: Path, small: Path, upload: Upload) -> Kept:
    width, height = upload.size or (None, None)
    return uploads.take_mask(path, out, width=width, height=height, thumbnail=small)


def _sound(path: Path, out: Path, small: Path, upload: Upload) -> Kept:
    try:
        return uploads.take_sound(path, out, start=upload.start, end=upload.end)
    except Refused as refusal:
        refusal.data["start"] = upload.start
        raise


def _video(path: Path, out: Path, small: Path, upload: Upload) -> Kept:
    return uploads.take_video(path, out, thumbnail=small)


FITTING: Mapping[Purpose, Callable[[Path, Path, Path, Upload], Kept]] = {
    Purpose.IMAGE: _picture,
    Purpose.MASK: _mask,
    Purpose.AUDIO: _sound,
    Purpose.VIDEO: _video,
}


@contextmanager
def _on_disk(file: File[bytes]) -> Iterator[Path]:
    """Lend the file as one of the disk; a large one is there already."""
    if isinstance(file, TemporaryUploadedFile):
        yield Path(file.temporary_file_path())
        return
    with scratch() as path:
        with path.open("wb") as out:
            for chunk in file.chunks():
                out.write(chunk)
        yield path
