"""In a lip-sync's film the sound is heard at its time, and the mouth moves with it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from generations.sandbox.faces import cast, clipped, stranger
from generations.sandbox.order import Order
from generations.sandbox.parents import Lips, Parent
from generations.sandbox.render.film import make
from generations.sandbox.render.mixing import openings
from generations.sandbox.render.players import Player
from tests.media.ingest.tones import make_tone

from .projector import RATE, apart, heard, loudness, seconds, shown

PROMPT = "A woman"
SIZE = (720, 720)
NOISE = 3.0
"""What encoding once more may change, in brightness of 255."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where a silent film, a loud one, and a sound lie.

    The sound is a tone of 3 s that is silent during its first second.
    """
    folder = tmp_path_factory.mktemp("films")
    make(ordered(), "1", folder / "silent.mp4", full=False)
    make(replace(ordered(), sound=True), "1", folder / "loud.mp4", full=False)
    make_tone(folder / "tone", "mp3", seconds=3, quiet_until=1)
    return folder


def ordered(**fields: Any) -> Order:
    return Order("text2video", "v1.6", "std", 5, PROMPT, aspect="1:1", **fields)


def parent(name: str = "silent.mp4") -> Parent:
    return Parent("v", "/f", "5", name, clipped(cast(PROMPT, 5), 5000))


def spoken(folder: Path, before: Parent, *, full: bool = False, **changes: Any) -> Path:
    """Make a lip-sync: 0.5 to 3 s of the sound, from 1.5 s of the film on."""
    lips = replace(Lips("0", "tone", 500, 3000, 1500), **changes)
    order = Order("advanced-lip-sync", "", None, 5, "", parent=before, lips=lips)
    path = folder / "spoken.mp4"
    assert make(order, "2", path, full=full).seconds == before.seconds
    return path


def begins(samples: Any) -> float:
    """Return when a sound is first heard, in seconds."""
    return float(np.flatnonzero(np.abs(samples) > 0.02)[0] / RATE)


def test_the_sound_is_heard_at_its_time_within_50_ms(folder: Path):
    for insert in (0, 1500, 2500):
        path = spoken(folder, parent(), insert=insert)
        assert begins(heard(path)) == pytest.approx((insert + 500) / 1000, abs=0.05)


def test_outside_of_its_time_nothing_is_heard(folder: Path):
    samples = heard(spoken(folder, parent()))
    assert loudness(samples, 0, 1.9) < 0.001
    assert loudness(samples, 2.1, 3.9) == pytest.approx(0.5 / 2**0.5, rel=0.1)
    assert loudness(samples, 4.1, 4.9) < 0.001


def test_volumes_are_obeyed(folder: Path):
    before = loudness(heard(folder / "loud.mp4"), 0.9, 1.4)
    samples = heard(spoken(folder, parent("loud.mp4"), volume=0.25))
    assert loudness(samples, 0.9, 1.4) == pytest.approx(before, rel=0.1)
    assert loudness(samples, 2.1, 3.9) < 0.3
    samples = heard(spoken(folder, parent("loud.mp4"), original_volume=0.0))
    assert loudness(samples, 0.9, 1.4) < 0.001
    samples = heard(spoken(folder, parent("loud.mp4"), original_volume=2.0))
    assert loudness(samples, 0.9, 1.4) == pytest.approx(2 * before, rel=0.1)


def test_the_film_keeps_its_length(folder: Path):
    assert seconds(spoken(folder, parent())) == pytest.approx(5, abs=0.05)


@pytest.mark.parametrize("full", [False, True])
def test_only_the_mouth_moves_and_only_with_the_sound(folder: Path, full):
    before = shown(folder / "silent.mp4")
    after = shown(spoken(folder, parent(), full=full))
    player = Player(parent().faces[0], SIZE)
    opened = []
    for frame in after:
        old = next(one for one in reversed(before) if one.at <= frame.at + 0.001)
        left, top, right, foot = player.mouth(old.at)
        changed = np.abs(frame.light - old.light)
        mouth = changed[top:foot, left:right].mean()
        changed[top:foot, left:right] = 0
        assert changed.mean() < 1
        assert np.percentile(changed, 99.9) < 30
        opened.append((frame.at, mouth))
    speaking = [mouth for at, mouth in opened if 2.05 < at < 3.95]
    closed = [mouth for at, mouth in opened if not 1.95 < at < 4.05]
    assert max(closed) < NOISE < 6 < min(speaking)
    assert len(after) == (10 if not full else pytest.approx(65, abs=6))


def test_a_mouth_opens_with_the_loudness():
    wave = np.sin(np.arange(RATE) / 20, dtype=np.float32)
    wave *= np.linspace(0, 1, RATE, dtype=np.float32)
    widths = openings(wave)
    assert len(widths) == 24
    assert list(widths) == sorted(widths)
    assert widths[0] == 0
    assert widths[-1] == 1
    assert not openings(np.zeros(RATE, np.float32)).any()


def test_a_strangers_film_gets_a_mouth_too(folder: Path):
    before = replace(parent(), faces=(stranger(5000),))
    frames = shown(spoken(folder, before))
    old = shown(folder / "silent.mp4")
    left, top, right, foot = Player(before.faces[0], SIZE).mouth(0)
    parts = [one[6].light[top:foot, left:right] for one in (old, frames)]
    assert apart(*parts) > 6
