"""What is closed is refused alike by call, quote, batch and form; nothing is left."""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest

from generations import wiring
from generations.capability import Cell
from generations.capability.reading.fields import FIELDS
from generations.models import Generation, LedgerEntry
from tests.engine.cells import Wardrobe
from tests.web.visitor import Visitor

from .caller import Caller

Items = list[dict[str, Any]]
CHOSEN = ("text2video", "image2video", "multi_image2video")
"""Kinds whose cells a person chooses; the others' come with their clip."""


@pytest.fixture
def wardrobe(alice: Caller) -> Wardrobe:
    clips = {
        mode: alice.keep_clip(pictures=False, model="v1.6", mode=mode)
        for mode in ("std", "pro")
    }
    return Wardrobe(alice, clips)


def closed(wardrobe: Wardrobe, kind: str) -> Iterator[tuple[str, Cell, dict[str, Any]]]:
    """Yield a body for every closed cell, and for every closed feature of an open one,
    with the field that it breaks."""
    for cell in wiring.table().cells:
        if cell.kind != kind:
            continue
        if not cell.state.is_open:
            yield "", cell, wardrobe.least(cell)
            continue
        for name in cell.features:
            if not cell.takes(name):
                body = wardrobe.least(cell) | {name: wardrobe.value(name)}
                yield name, cell, body


def told(who: Caller, body: dict[str, Any]) -> tuple[Items, Items, Items]:
    """Return what a call, a quote and a batch say of a body."""
    call = who.post("generations/", body).json()["errors"]
    quote = who.post("quotes/", body).json()["problems"]
    batch = who.post("batches/", {"generations": [body]}).json()["errors"]
    return call, quote, batch


def plain(items: Items, place: str = "") -> list[tuple[str, str, str, str]]:
    """Return items as (field, code, detail, way out), without a member's place."""
    return [
        (
            item["field"].removeprefix(place),
            item["code"],
            item["detail"],
            (item["remedy"] or {}).get("text", ""),
        )
        for item in items
    ]


@pytest.mark.parametrize("kind", [kind for kind in CHOSEN if kind in FIELDS])
def test_what_is_closed_is_refused_in_the_same_words(wardrobe: Wardrobe, kind: str):
    count = 0
    for name, cell, body in closed(wardrobe, kind):
        call, quote, batch = told(wardrobe.who, body)
        assert call, body
        assert plain(call) == plain(quote) == plain(batch, "generations.0."), body
        fields = {item["field"] for item in call}
        assert fields & ({name} if name else {"model", "mode", "duration"}), body
        if name and (reason := cell.feature(name).reason):
            assert reason in " ".join(item["detail"] for item in call)
        count += 1
    assert count > 3
    assert not Generation.objects.exclude(state="succeeded").exists()
    assert not LedgerEntry.objects.filter(kind="hold").exists()


def test_the_form_says_what_the_call_says(wardrobe: Wardrobe):
    visitor = Visitor(wardrobe.who.user)
    for name, _, body in closed(wardrobe, "text2video"):
        if name == "camera_control":
            continue  # the form has no field for it, where it is closed
        [problem, *_] = wardrobe.who.post("generations/", body).json()["errors"]
        form = {field: str(value) for field, value in body.items()}
        page = visitor.send("/create/text2video/", **form)
        assert page.status_code == 400, body
        assert problem["detail"] in unescape(page.text), body
    assert not LedgerEntry.objects.filter(kind="hold").exists()


def test_every_kind_with_choices_is_walked(studio: None):
    table = wiring.table()
    chosen = {c.kind for c in table.cells if c.duration is not None}
    assert chosen == set(CHOSEN)
