"""Which edition counts, when; and that the process asks for it once a second."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from generations import wiring
from generations.capability import Key, Price, seed_table
from generations.capability.editions import as_document
from generations.capability.parts import changes
from generations.models import TableEdition, tables_in_force
from generations.services.publish import (
    NothingChanges,
    TablesMoved,
    newest_edition,
    publish,
)

KEY = Key("text2video", "v1.6", "std", 5)
TEN = KEY._replace(duration=10)
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _forgotten(db: None) -> Iterator[None]:
    wiring.tables.forget()
    yield
    wiring.tables.forget()


def priced(amount: int, key: Key = KEY):
    """Return the change of one price, against the tables of now."""
    table = wiring.tables.at(timezone.now(), sandbox=True)
    prices = {**table.prices, key: Price(Decimal(amount))}
    return changes(table, replace(table, prices=prices))


def make(amount: int, key: Key = KEY, *, starts_at=None) -> TableEdition:
    found = priced(amount, key)
    edition = publish(found, note="x", starts_at=starts_at, seen=newest_edition())
    wiring.tables.forget()
    return edition


def price_at(moment, key: Key = KEY) -> Decimal:
    return wiring.tables.at(moment, sandbox=True).prices[key].base


def test_the_releases_own_table_counts_until_there_is_an_edition():
    assert wiring.table() is seed_table()
    make(9)
    assert wiring.table().prices[KEY].base == 9


def test_an_edition_counts_from_its_time_on():
    later = timezone.now() + HOUR
    make(9, starts_at=later)
    assert price_at(later - timedelta(seconds=1)) == 2
    assert price_at(later) == price_at(later + HOUR) == 9


def test_of_two_that_start_together_the_later_made_counts():
    later = timezone.now() + HOUR
    first = make(8, TEN, starts_at=later)
    second = make(9, starts_at=later)
    assert (price_at(later), price_at(later, TEN)) == (9, 8)
    to_come = TableEdition.objects.to_come(timezone.now())
    assert [each.pk for each in to_come] == [second.pk] != [first.pk]


def test_what_changes_before_an_edition_to_come_is_carried_into_it():
    later = timezone.now() + HOUR
    make(9, starts_at=later)
    make(7, TEN)
    assert (price_at(timezone.now()), price_at(timezone.now(), TEN)) == (2, 7)
    assert (price_at(later), price_at(later, TEN)) == (9, 7)


def test_what_an_edition_to_come_changes_itself_stays_so():
    later = timezone.now() + HOUR
    make(9, starts_at=later)
    make(3)
    assert (price_at(timezone.now()), price_at(later)) == (3, 9)


def test_editions_are_numbered_and_never_changed():
    first, second = make(9), make(8)
    assert (first.number, second.number) == (1, 2)
    with pytest.raises(TypeError, match="make another"):
        first.save()


def test_realms_have_editions_of_their_own():
    make(9)
    with override_settings(SANDBOX=False):
        assert wiring.table() is seed_table()
        assert make_live().number == 1


def make_live() -> TableEdition:
    table = seed_table()
    prices = {**table.prices, KEY: Price(Decimal(5))}
    found = changes(table, replace(table, prices=prices))
    return publish(found, note="x", seen=newest_edition())


def test_whoever_did_not_see_the_newest_edition_is_told():
    seen = newest_edition()
    found = priced(8)
    make(9)
    with pytest.raises(TablesMoved):
        publish(found, note="x", seen=seen)
    with pytest.raises(NothingChanges):
        publish(priced(9), note="x", seen=newest_edition())


def test_the_process_asks_once_a_second_and_notices_what_another_made(monkeypatch):
    clock = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: clock[0])
    wiring.table()
    publish(priced(9), note="x", seen=newest_edition())  # on_commit never comes here
    with CaptureQueriesContext(connection) as none:
        assert wiring.table().prices[KEY].base == 2
    clock[0] += tables_in_force.LOOK_EVERY
    with CaptureQueriesContext(connection) as two:
        assert wiring.table().prices[KEY].base == 9
    clock[0] += tables_in_force.LOOK_EVERY
    with CaptureQueriesContext(connection) as one:
        assert wiring.table().prices[KEY].base == 9
    assert (len(none), len(two), len(one)) == (0, 2, 1)


def test_what_a_release_adds_joins_an_edition_that_did_not_know_it():
    older: dict[str, Any] = as_document(seed_table())
    older["cells"] = [c for c in older["cells"] if c["kind"] == "text2video"]
    older["cells"][0]["price"]["base"] = "9.00"
    TableEdition.objects.create(sandbox=True, number=1, note="x", content=older)
    wiring.tables.forget()
    table = wiring.table()
    assert table.prices[KEY].base == 9
    assert table.offered("lip_sync") == seed_table().offered("lip_sync")
