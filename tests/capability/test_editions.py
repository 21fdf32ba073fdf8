"""A table goes into JSON and comes back the same; what is no table is told in words."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings

from generations.capability import Table
from generations.capability.editions import Unreadable, as_document, read

from .bodies import TABLE
from .tables import tables


def back(table: Table) -> Table:
    return read(json.loads(json.dumps(as_document(table)))).table


@settings(max_examples=40, deadline=None)
@given(tables())
def test_any_table_comes_back_exactly(table: Table):
    assert back(table) == table
    assert back(table).version == table.version


def test_the_releases_own_table_comes_back_exactly():
    assert back(TABLE) == TABLE


@pytest.fixture
def document() -> dict[str, Any]:
    return deepcopy(as_document(TABLE))


def wrong(document: object) -> str:
    with pytest.raises(Unreadable) as caught:
        read(document)
    return " ".join(caught.value.problems)


def test_a_model_of_tomorrow_is_one_more_entry(document):
    document["models"].append({"slug": "v3.0", "name": "Kling 3.0"})
    for length in range(3, 16):
        cell = {"kind": "text2video", "model": "v3.0", "mode": "4k", "state": "yes"}
        document["cells"].append({**cell, "duration": length, "price": {"base": "9"}})
    table = read(document).table
    assert len(table.offered("text2video", "v3.0")) == 13


MISTAKES = [
    (("state",), "maybe", 'cells.0.state is "maybe". It takes yes, no, unverified or'),
    (("duration",), "5", 'cells.0.duration is "5". It takes a whole number from 1'),
    (("duration",), True, "cells.0.duration is true."),
    (("mode",), "", "cells.0.mode is an empty text. It takes a name"),
    (("mode",), "extra-large", "cells.0.mode"),
    (("kind",), None, "cells.0.kind is missing."),
    (("reason",), "\0", "cells.0.reason"),
    (("price", "base"), "2.005", "cells.0.price.base"),
    (("price", "base"), -1, "cells.0.price.base is -1."),
    (("price", "base"), float("nan"), "cells.0.price.base is NaN."),
    (("price", "per_seconds"), 0, "cells.0.price.per_seconds is 0."),
    (("price", "extras"), {}, "cells.0.price.extras is an object. It takes a list."),
    (("features",), [], "cells.0.features is a list. It takes an object."),
    (("features", "sound"), "no", 'cells.0.features.sound is "no".'),
    (("features", "sound", "excludes"), ["a b"], "features.sound.excludes.0"),
    (("features", "two words"), {"state": "yes"}, "cells.0.features.two words"),
    (("price",), None, "an open cell needs a price"),
    (("model",), "v9", "the model is not listed"),
]


@pytest.mark.parametrize(("path", "value", "words"), MISTAKES)
def test_a_mistake_is_told_where_it_stands(document, path, value, words):
    place: Any = document["cells"][0]
    for name in path[:-1]:
        place = place[name]
    place[path[-1]] = value
    assert words in wrong(document)


@pytest.mark.parametrize("document", [None, [], "x", 3, {}, {"models": 1, "cells": 2}])
def test_what_is_no_table_at_all_is_refused_in_words(document):
    assert wrong(document)


def test_all_mistakes_are_told_at_once(document):
    document["models"][0]["name"] = ""
    document["cells"][3]["state"] = 1
    told = wrong(document)
    assert "models.0.name" in told
    assert "cells.3.state" in told


def test_a_slip_of_the_pen_is_told_and_a_newer_release_is_read(document):
    document["cells"][0]["feetures"] = {}
    found = read(document)
    assert found.strangers == ("cells.0.feetures",)
    assert found.table == TABLE


def test_two_models_of_one_name_are_refused(document):
    document["models"].append(document["models"][0])
    assert "the same slug twice" in wrong(document)
