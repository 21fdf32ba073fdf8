"""An extended film is the one before, unchanged, and five seconds more."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import av
import pytest

from generations.sandbox.attached import Picture, Pictures
from generations.sandbox.order import Order
from generations.sandbox.parents import Parent
from generations.sandbox.render.film import make
from generations.sandbox.render.reel import Cell, film_packets, film_stream, write

from .pictures import landscape, png
from .projector import apart, heard, loudness, seconds, shown

ALIKE = 2.0


def order(prompt: str = "Low sun over open water", **fields: Any) -> Order:
    return Order("text2video", "v1.6", "std", 5, prompt, aspect="1:1", **fields)


def filmed(folder: Path, asked: Order, *, full: bool = False) -> Parent:
    """Make a film; return it as what the next may go on from."""
    name = f"{len(list(folder.iterdir()))}.mp4"
    made = make(asked, name, folder / name, full=full)
    return Parent("v", "/f", made.seconds, name, (), asked.prompt, name, painted(asked))


def painted(asked: Order) -> bool:
    return asked.pictures is None


def extended(parent: Parent, prompt: str = "") -> Order:
    return replace(order(prompt), family="video-extend", parent=parent)


def test_the_first_part_is_the_film_before_dot_by_dot(tmp_path: Path):
    first = filmed(tmp_path, order())
    second = filmed(tmp_path, extended(first, "A ship appears"))
    before, after = shown(tmp_path / first.file), shown(tmp_path / second.file)
    for old, new in zip(before, after, strict=False):
        assert old.at == pytest.approx(new.at, abs=0.001)
        assert apart(old.light, new.light) == 0
    assert len(after) == 2 * len(before)


def test_the_part_added_begins_with_the_last_frame_before(tmp_path: Path):
    first = filmed(tmp_path, order())
    second = filmed(tmp_path, extended(first, "A ship appears"))
    frames = shown(tmp_path / second.file)
    last, next_, later = frames[9], frames[10], frames[15]
    assert next_.at == pytest.approx(5.0, abs=0.001)
    assert apart(last.light, next_.light) < ALIKE < apart(last.light, later.light)


def test_it_lasts_five_seconds_longer(tmp_path: Path):
    first = filmed(tmp_path, order())
    second = filmed(tmp_path, extended(first))
    third = filmed(tmp_path, extended(second, "More"))
    assert (second.seconds, third.seconds) == ("10", "15")
    assert seconds(tmp_path / third.file) == pytest.approx(15, abs=0.01)
    assert len(shown(tmp_path / third.file)) == 30


def test_the_part_added_carries_its_own_words(tmp_path: Path):
    first = filmed(tmp_path, order())
    films = [
        shown(tmp_path / filmed(tmp_path, extended(first, prompt)).file)
        for prompt in ("Rain", "A storm far out at sea, and nobody there to see it")
    ]
    middle = [frames[15].light for frames in films]
    foot = [light[light.shape[0] // 2 :] for light in middle]
    assert apart(*foot) > ALIKE


def test_a_film_that_had_sound_keeps_it(tmp_path: Path):
    loud = replace(order(), model="v2.6", mode="std", sound=True)
    first = filmed(tmp_path, loud)
    second = filmed(tmp_path, extended(first))
    before, after = heard(tmp_path / first.file), heard(tmp_path / second.file)
    assert loudness(before, 1, 4) == pytest.approx(loudness(after, 1, 4), rel=1e-4)
    assert seconds(tmp_path / second.file) == pytest.approx(10, abs=0.05)


def test_a_film_of_another_make_is_encoded_once_more(tmp_path: Path):
    """Its headers differ, so that its packets cannot be taken as they are."""
    first = filmed(tmp_path, order())
    foreign = replace(first, file="foreign.mp4")
    with av.open(str(tmp_path / first.file)) as source:
        frames = list(source.decode(video=0))
    with av.open(str(tmp_path / "foreign.mp4"), "w") as out:
        video: Any = out.add_stream("libx264", rate=2, options={"preset": "medium"})
        video.width, video.height = frames[0].width, frames[0].height
        for number, frame in enumerate(frames):
            frame.pts, frame.time_base = number, Fraction(1, 2)
            out.mux(video.encode(frame))
        out.mux(video.encode(None))
    second = filmed(tmp_path, extended(foreign))
    before, after = shown(tmp_path / first.file), shown(tmp_path / second.file)
    assert len(after) == 20
    assert apart(before[5].light, after[5].light) < ALIKE


def test_a_picture_goes_on_as_that_picture(tmp_path: Path):
    """Whatever the words are: nothing painted comes instead of it."""
    image = landscape(960, 700)
    (tmp_path / "image").write_bytes(png(image))
    pictures = Pictures((Picture("image", *image.size),))
    asked = replace(order(), family="image2video", aspect="960:700", pictures=pictures)
    first = filmed(tmp_path, asked)
    longer = replace(extended(first, "Rain over the sea"), aspect="960:700")
    second = filmed(tmp_path, longer)
    before, after = shown(tmp_path / first.file), shown(tmp_path / second.file)
    assert len(after) == 2 * len(before)
    assert apart(before[-1].light, after[9].light) == 0
    assert apart(after[9].light, after[10].light) < ALIKE
    tones = [float(after[at].light[:300].mean()) for at in (9, 18)]
    assert tones[0] == pytest.approx(tones[1], abs=3)


def test_every_film_of_one_size_has_the_same_headers(tmp_path: Path):
    """Only so can a quick film go on from one in full, and the other way round."""
    headers = set()
    for quick in (True, False):
        with av.open(str(tmp_path / f"{quick}.mp4"), "w") as out:
            stream = film_stream(out, (64, 64), quick=quick)
            cells = [Cell(av.VideoFrame(64, 64, "yuv420p"), Fraction(0), Fraction(1))]
            write(out, film_packets(stream, cells))
        with av.open(str(tmp_path / f"{quick}.mp4")) as film:
            headers.add(bytes(film.streams.video[0].codec_context.extradata or b""))
    assert len(headers) == 1


@pytest.mark.slow
def test_in_full_the_seam_cannot_be_seen(tmp_path: Path):
    first = filmed(tmp_path, replace(order(), seconds=2), full=True)
    longer = replace(extended(first, "Rain"), seconds=2)
    second = filmed(tmp_path, longer, full=True)
    frames = shown(tmp_path / second.file)
    assert (first.seconds, second.seconds) == ("2.041", "4.041")
    assert len(frames) == 97
    assert apart(shown(tmp_path / first.file)[-1].light, frames[48].light) == 0
    steps = [apart(one.light, other.light) for one, other in pairwise(frames)]
    assert steps[48] < max(steps[:48])
