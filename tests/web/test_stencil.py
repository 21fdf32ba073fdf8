from __future__ import annotations

import pytest

from generations.web import wall
from generations.web.stencil import Stencil

HOSTILE = '"><script>alert(1)</script>&\ue000id\ue001'


@pytest.fixture
def values():
    return dict.fromkeys((*wall.TEXTS, *wall.PLAIN), "x")


def cut():
    options = {"pictured": True, "liked": False, "trashed": False}
    return Stencil("gallery/_tile.html", wall.TEXTS, wall.PLAIN, **options)


@pytest.mark.parametrize("name", wall.TEXTS)
def test_what_people_write_is_escaped_and_opens_nothing(values, name):
    tile = cut().fill({**values, name: HOSTILE})
    assert "<script" not in tile
    assert "&lt;script&gt;" in tile


def test_a_mark_in_a_text_stays_a_text(values):
    tile = cut().fill({**values, "id": "the-id", "name": HOSTILE})
    assert tile.count("the-id") == 1


def test_one_cut_prints_many_rows(values):
    stencil = cut()
    for name in ("First", "Second"):
        assert f'alt="{name}"' in stencil.fill({**values, "name": name})
