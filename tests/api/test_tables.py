"""What is published follows the edition in force."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from generations import wiring
from generations.capability import Key, Price, State
from generations.capability.parts import Part, Sort, build, changes, parts
from generations.models import TableEdition
from generations.services.publish import newest_edition, publish

from .caller import BODY, Caller, codes

KEY = Key("text2video", "v2.5-turbo", "std", 5)


def edit(part: Part, value: object) -> TableEdition:
    table = wiring.table()
    found = changes(table, build(parts(table) | {part: value}))
    made = publish(found, note="for the test", seen=newest_edition())
    wiring.tables.forget()
    return made


@pytest.fixture
def dearer(studio: None) -> TableEdition:
    return edit(Part(Sort.PRICE, KEY), Price(Decimal("4.25")))


def test_the_version_and_the_etag_follow_the_edition(alice: Caller):
    before = alice.get("capabilities/")
    etag = before.headers["ETag"]
    assert alice.get("capabilities/", If_None_Match=etag).status_code == 304
    edit(Part(Sort.PRICE, KEY), Price(Decimal("4.25")))
    after = alice.get("capabilities/", If_None_Match=etag)
    assert after.status_code == 200
    assert after.json()["version"] != before.json()["version"]


def test_a_new_price_is_quoted_and_held(alice: Caller, dearer: TableEdition):
    quote = alice.post("quotes/", BODY).json()
    assert quote["price"]["credits"] == "4.25"
    made = alice.post("generations/", BODY).json()
    assert made["price"]["credits"] == "4.25"


def test_a_closed_cell_is_refused_with_its_reason(alice: Caller):
    [cell] = [cell for cell in wiring.table().cells if cell.key == KEY]
    shut = replace(cell, features={}, state=State.NO, reason="Closed for a while.")
    edit(Part(Sort.CELL, KEY), shut)
    refused = alice.post("generations/", BODY)
    assert codes(refused) == {("duration", "not_offered")}
    assert "Closed for a while." in refused.json()["errors"][0]["detail"]
