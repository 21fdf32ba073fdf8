"""HEIC is taken where its reader is installed, and refused in words elsewhere.

`four_corners.heic` is `drawings.four_corners`, filmed lying on its side (orientation
6) with a description in its notes: nothing installed here writes HEIC.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from generations.media.ingest import heif
from generations.media.ingest.pictures import fit_picture
from generations.media.refused import Refused
from generations.media.unreadable import Unreadable
from tests.media.ingest.drawings import (
    BLUE,
    GREEN,
    RED,
    YELLOW,
    close,
    corners,
    written,
)

SENT = Path(__file__).with_name("four_corners.heic")
needs_reader = pytest.mark.skipif(
    importlib.util.find_spec(heif.PACKAGE) is None, reason="pi-heif is not installed"
)


def test_without_its_reader_heic_is_refused_with_a_way_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(heif, "PACKAGE", "a_package_that_nobody_has")
    with pytest.raises(Refused, match=r"HEIC.*JPEG") as refusal:
        fit_picture(str(SENT), str(tmp_path / "kept"), None)
    assert refusal.value.code == "unsupported_type"


@needs_reader
def test_with_its_reader_heic_is_a_picture_like_any_other(tmp_path: Path):
    found = fit_picture(str(SENT), str(tmp_path / "kept"), None)
    assert (found["width"], found["height"]) == (480, 320)
    for seen, wanted in zip(
        corners(tmp_path / "kept"), (RED, GREEN, BLUE, YELLOW), strict=True
    ):
        assert close(seen, wanted, by=12)
    assert b"MARKER" not in (tmp_path / "kept").read_bytes()


@needs_reader
@pytest.mark.parametrize("part", [0.1, 0.5, 0.9])
def test_half_a_heic_is_refused(tmp_path: Path, part: float):
    data = SENT.read_bytes()
    sent = written(tmp_path, data[: int(len(data) * part)])
    with pytest.raises((Refused, Unreadable)):
        fit_picture(str(sent), str(tmp_path / "kept"), None)
