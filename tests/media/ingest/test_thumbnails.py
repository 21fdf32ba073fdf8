"""Whatever can be seen comes with a small picture of it, the same way up."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from generations.media.ingest.uploads import (
    Kept,
    take_frame,
    take_mask,
    take_picture,
    take_video,
)
from generations.media.refused import Refused
from tests.media.clips import make_clip
from tests.media.ingest.drawings import (
    BLUE,
    GREEN,
    RED,
    YELLOW,
    close,
    corners,
    four_corners,
    gradient,
    saved,
    written,
)
from tests.media.ingest.test_videos import packed


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("video")
    return make_clip(folder / "clip.mp4", seconds=2.5, fps=8, size=(1280, 720))


def small(kept: Kept, size: tuple[int, int]) -> Path:
    """Return the small picture, after a look at it."""
    assert kept.thumbnail is not None
    with Image.open(kept.thumbnail) as picture:
        assert (picture.format, picture.size) == ("WEBP", size)
    assert kept.thumbnail.stat().st_size < 20_000
    return kept.thumbnail


def test_a_pictures_is_upright_and_320_wide(tmp_path: Path):
    exif = Image.Exif()
    exif[0x0112] = 6
    lying = four_corners(960, 640).transpose(Image.Transpose.ROTATE_90)
    sent = written(tmp_path, saved(lying, "JPEG", exif=exif))
    kept = take_picture(sent, tmp_path / "kept", thumbnail=tmp_path / "small")
    found = corners(small(kept, (320, 213)))
    for seen, wanted in zip(found, (RED, GREEN, BLUE, YELLOW), strict=True):
        assert close(seen, wanted, by=12)


def test_one_is_never_larger_than_its_picture(tmp_path: Path):
    sent = written(tmp_path, saved(gradient(300, 700), "PNG"))
    small(take_picture(sent, tmp_path / "k", thumbnail=tmp_path / "s"), (300, 700))


def test_a_masks_and_a_frames(tmp_path: Path, clip: Path):
    sent = written(tmp_path, saved(Image.new("L", (640, 480), 255), "PNG"))
    small(take_mask(sent, tmp_path / "k", thumbnail=tmp_path / "s"), (320, 240))
    small(take_frame(clip, tmp_path / "k", 1, thumbnail=tmp_path / "s"), (320, 180))


@pytest.mark.parametrize(("turned", "size"), [(0, (320, 180)), (90, (320, 569))])
def test_a_videos_stands_as_players_show_it(
    tmp_path: Path, clip: Path, turned: int, size: tuple[int, int]
):
    sent = packed(clip, tmp_path / "clip.mp4", turned=turned)
    small(take_video(sent, tmp_path / "k", thumbnail=tmp_path / "s"), size)


Take = Callable[..., Kept]


@pytest.mark.parametrize("take", [take_picture, take_mask, take_video])
def test_a_refused_file_leaves_neither(tmp_path: Path, take: Take):
    sent = written(tmp_path, b"nonsense")
    with pytest.raises(Refused):
        take(sent, tmp_path / "kept", thumbnail=tmp_path / "small")
    assert not (tmp_path / "kept").exists()
    assert not (tmp_path / "small").exists()
