"""The published limits of uploads are those that uploads are held to."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from generations.capability import limits
from generations.media.ingest import rules

MIRRORED = [
    "PICTURE_READ_BYTES",
    "PICTURE_READ_PIXELS",
    "PICTURE_BYTES",
    "PICTURE_LEAST_SIDE",
    "PICTURE_LONG_SIDE",
    "PICTURE_SHAPE",
    "SOUND_READ_BYTES",
    "SOUND_BYTES",
    "SOUND_SECONDS",
    "VIDEO_BYTES",
    "VIDEO_SECONDS",
    "VIDEO_SIDES",
    "VIDEO_SHORT_SIDES",
]


@pytest.mark.parametrize("name", MIRRORED)
def test_a_limit_is_the_same_on_both_sides(name):
    ours, theirs = getattr(limits, name), getattr(rules, name)
    if isinstance(ours, Decimal):
        ours = Fraction(ours)
    assert ours == theirs


def test_no_limit_of_uploads_is_forgotten():
    numbers = {name for name in vars(rules) if name.isupper()} - {"MEGABYTE"}
    assert numbers == set(MIRRORED)


def test_faces_are_looked_for_in_no_longer_clips_than_videos_may_last():
    assert rules.VIDEO_SECONDS[1] == limits.FACES
    assert limits.as_json()["uploads"]["audio"]["seconds"] == {"min": 2, "max": 60}
