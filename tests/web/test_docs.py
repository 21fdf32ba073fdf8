"""The API's page shows what is offered, from the tables that judge requests."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from generations import wiring
from generations.capability import Key, Price
from generations.capability.parts import changes
from generations.services.publish import newest_edition, publish

DOCS = "/api/docs/"
KEY = Key("text2video", "v2.5-turbo", "std", 5)


def test_whoever_is_signed_in_reads_what_is_offered(alice):
    page = alice.see(DOCS).text
    assert "What this studio offers" in page
    assert "camera_control: unverified" in page


def test_it_follows_the_edition_in_force(alice):
    table = wiring.table()
    prices = {**table.prices, KEY: Price(Decimal("123.45"))}
    found = changes(table, replace(table, prices=prices))
    assert "123.45" not in alice.see(DOCS).text
    publish(found, note="for the test", seen=newest_edition())
    wiring.tables.forget()
    assert "123.45" in alice.see(DOCS).text


def test_a_stranger_reads_of_the_calls_alone(client, studio):
    assert "What this studio offers" not in client.get(DOCS).text
