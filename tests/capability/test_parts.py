"""Tables are compared, changed and joined part by part."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings

from generations.capability import Cell, Feature, Model, Price, State, Table
from generations.capability.parts import (
    Part,
    Sort,
    applied,
    build,
    changes,
    completed,
    parts,
)

from .bodies import TABLE, cell_of
from .tables import tables

CELL = cell_of("v1.6", "std", 5)
PRICE = Part(Sort.PRICE, CELL.key)
CAMERA = Part(Sort.FEATURE, CELL.key, "camera_control")
CLOSED = Feature(State.REFUSED, "The gateway refused camera moves here.")


def changed(table: Table, part: Part, value: object) -> Table:
    return build(parts(table) | {part: value})


@settings(max_examples=40, deadline=None)
@given(tables())
def test_a_table_is_its_parts(table: Table):
    assert build(parts(table)) == table


@settings(max_examples=40, deadline=None)
@given(tables(), tables())
def test_what_differs_leads_from_one_table_to_the_other(one: Table, other: Table):
    there = applied(one, changes(one, other))
    assert there.prices == other.prices
    assert parts(there) == parts(other)
    assert changes(one, one) == ()


def test_a_change_is_the_least_that_differs():
    dearer = changed(TABLE, PRICE, Price(Decimal(9)))
    (change,) = changes(TABLE, dearer)
    assert change == (PRICE, TABLE.prices[CELL.key], Price(Decimal(9)))


def test_changes_are_made_in_another_table_too():
    dearer = changed(TABLE, PRICE, Price(Decimal(9)))
    found = changes(TABLE, changed(TABLE, CAMERA, CLOSED))
    both = applied(dearer, found)
    assert parts(both)[PRICE].base == 9
    assert parts(both)[CAMERA] == CLOSED


def test_what_another_table_changed_itself_stays_so():
    dearer = changed(TABLE, PRICE, Price(Decimal(9)))
    cheaper = changes(TABLE, changed(TABLE, PRICE, Price(Decimal(1))))
    assert applied(dearer, cheaper) == dearer


def test_a_releases_new_parts_join_an_edition_and_its_other_words_do_not():
    new = Cell("hologram", None, None, None, State.YES, features={"audio_id": CLOSED})
    sound = Part(Sort.FEATURE, CELL.key, "a_new_field")
    seed = Table(
        (*TABLE.models, Model("v3.0", "Kling 3.0", default=True)),
        (*TABLE.cells, new),
        {**TABLE.prices, new.key: Price(Decimal("0.50"))},
    )
    seed = changed(seed, sound, Feature(State.YES))
    edition = changed(TABLE, PRICE, Price(Decimal(9)))
    whole = completed(edition, seed)
    assert whole.cell("hologram", None, None, None) == new
    assert whole.prices[new.key].base == Decimal("0.50")
    assert whole.prices[CELL.key].base == 9
    assert parts(whole)[sound] == Feature(State.YES)
    assert [model.slug for model in whole.models if model.default] == ["v2.6"]


def test_an_edition_that_knows_all_is_left_as_it_is():
    edition = changed(TABLE, CAMERA, CLOSED)
    assert completed(edition, TABLE) is edition


def test_a_closed_cell_keeps_what_it_takes():
    shut = Part(Sort.CELL, CELL.key)
    whole = replace(CELL, features={}, state=State.NO, reason="Not today.")
    closed = changed(TABLE, shut, whole)
    assert closed.cell(*CELL.key).features == CELL.features
