"""The table refuses what cannot be sold, and publishes itself."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from generations.capability import (
    CODES,
    Cell,
    Expected,
    Feature,
    Model,
    Price,
    State,
    Table,
    expected,
)

from .bodies import TABLE

NEW = Cell("restyle", None, None, None, State.YES)


def with_cell(cell: Cell, price: Price | None = None) -> Table:
    prices = {**TABLE.prices, cell.key: price} if price else TABLE.prices
    return Table(TABLE.models, (*TABLE.cells, cell), prices)


def published(**choices: object) -> dict[str, Any]:
    cells: list[dict[str, Any]] = TABLE.as_json()["cells"]
    wanted = {"kind": "text2video", **choices}
    (cell,) = [cell for cell in cells if wanted.items() <= cell.items()]
    return cell


def test_two_cells_with_the_same_choices_are_refused():
    with pytest.raises(ValueError, match="the same kind"):
        Table(TABLE.models, (*TABLE.cells, TABLE.cells[0]), TABLE.prices)


def test_an_open_cell_without_a_price_is_refused():
    with pytest.raises(ValueError, match="needs a price"):
        with_cell(NEW)


@pytest.mark.parametrize("base", ["-1", "0.005", "NaN", "Infinity"])
def test_a_price_that_no_ledger_can_hold_is_refused(base):
    with pytest.raises(ValueError, match="two decimals"):
        with_cell(NEW, Price(Decimal(base)))


def test_a_cell_of_an_unlisted_model_is_refused():
    stranger = replace(NEW, model="v3")
    with pytest.raises(ValueError, match="not listed"):
        with_cell(stranger, Price(Decimal(1)))


def test_a_kind_without_models_fits_the_same_table():
    table = with_cell(NEW, Price(Decimal("0.50")))
    assert table.offered("restyle") == (NEW,)
    assert expected(NEW).p50 > 0
    json.dumps(table.as_json())


def test_a_new_model_with_new_lengths_is_data_only():
    cell = Cell("text2video", "v3.0", "4k", 15, State.YES)
    models = (*TABLE.models, Model("v3.0", "Kling 3.0"))
    prices = {**TABLE.prices, cell.key: Price(Decimal(9))}
    table = Table(models, (*TABLE.cells, cell), prices)
    assert table.cell("text2video", "v3.0", "4k", 15) is cell
    assert table.as_json()["models"][-1]["state"] == "yes"


def test_the_version_names_the_content_and_nothing_else():
    again = Table(TABLE.models, TABLE.cells, dict(TABLE.prices))
    dearer = {**TABLE.prices, TABLE.cells[0].key: Price(Decimal(99))}
    assert again.version == TABLE.version
    assert Table(TABLE.models, TABLE.cells, dearer).version != TABLE.version
    assert re.fullmatch("[0-9a-f]{16}", TABLE.version)


def test_history_changes_the_document_but_not_the_version():
    document = TABLE.as_json(expected=lambda cell: Expected(7, 9))
    assert document["cells"][0]["expected"] == {"p50": 7, "p90": 9}
    assert document["version"] == TABLE.as_json()["version"]


def test_the_document_has_the_published_shape():
    document = json.loads(json.dumps(TABLE.as_json()))
    assert {"version", "models", "cells", "limits", "codes"} <= document.keys()
    for model in document["models"]:
        assert model.keys() >= {"slug", "name", "state", "default"}
    for cell in document["cells"]:
        assert cell.keys() >= {
            *("kind", "model", "mode", "duration", "state", "reason"),
            *("price", "expected", "features"),
        }
        for feature in cell["features"].values():
            assert feature.keys() >= {"state", "reason", "excludes"}
    assert [entry["code"] for entry in document["codes"]] == list(CODES)
    assert document["limits"]["prompt"] == 2500


def test_one_model_is_the_default_and_it_is_open():
    (default,) = [m for m in TABLE.as_json()["models"] if m["default"]]
    assert default["state"] == "yes"


def test_a_model_wears_the_best_state_of_its_cells():
    states = {m["slug"]: m["state"] for m in TABLE.as_json()["models"]}
    assert states == {
        "v1.6": "yes",
        "v2.1": "yes",
        "v2.1-master": "yes",
        "v2.5-turbo": "unverified",
        "v2.6": "yes",
    }


def test_an_open_cell_is_published_with_two_decimals_and_its_extras():
    cell = published(model="v2.6", mode="pro", duration=5)
    assert cell["price"] == "2.50"
    assert cell["extras"] == [{"field": "sound", "value": "on", "credits": "2.50"}]


def test_a_closed_cell_is_published_with_a_way_out_and_no_price():
    cell = published(model="v2.6", mode="std", duration=5)
    assert cell["price"] is None
    assert cell["remedy"]["set"] == {"mode": "pro"}


def test_a_closed_control_is_published_with_its_way_out():
    cell = published(model="v1.6", mode="pro", duration=10)
    camera = cell["features"]["camera_control"]
    assert camera["reason"] == "Camera moves are made at 5 s only."
    assert camera["remedy"] == {
        "text": "Switch to 5 s, -3.50 credits.",
        "set": {"duration": 5},
        "credits": "-3.50",
    }


def test_the_way_out_to_sound_counts_the_price_of_sound():
    sound = published(model="v1.6", mode="std", duration=5)["features"]["sound"]
    assert "switch to v2.6 pro, +3.00 credits" in sound["remedy"]["text"]


def test_a_feature_the_gateway_refused_is_closed():
    feature = Feature(State.REFUSED, "The gateway refused camera moves here.")
    cell = replace(NEW, features={"camera_control": feature})
    assert not cell.takes("camera_control")


def test_a_price_that_goes_by_the_length_is_published_as_such():
    assert published(kind="lip_sync")["per_seconds"] == 5
    assert published(kind="lip_sync")["price"] == "0.50"
    assert published(model="v1.6", mode="std", duration=5)["per_seconds"] is None


def test_a_field_that_another_one_needs_is_published():
    cell = published(kind="image2video", model="v2.1", mode="pro", duration=5)
    assert cell["features"]["image_tail"]["needs"] == ["image"]


def test_no_switch_is_published_where_the_clip_decides():
    cell = published(kind="video_extend", model="v2.6")
    assert cell["state"] == "no"
    assert cell["remedy"] is None


def test_a_stretch_of_no_seconds_is_refused():
    with pytest.raises(ValueError, match="two decimals"):
        with_cell(NEW, Price(Decimal(1), per_seconds=0))
