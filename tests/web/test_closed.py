"""A kind whose every cell an operator closed has a page that says so, and no form."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generations import wiring
from generations.capability import State
from generations.capability.parts import changes
from generations.services.publish import newest_edition, publish
from tests.api.caller import Caller
from tests.web.visitor import CREATE, FORM


@pytest.fixture
def closed(studio) -> None:
    table = wiring.table()
    shut = [replace(c, state=State.NO, reason="Not today.") for c in table.cells]
    found = changes(table, replace(table, cells=tuple(shut)))
    publish(found, note="for the test", seen=newest_edition())
    wiring.tables.forget()


@pytest.mark.parametrize("path", [CREATE, f"{CREATE}?model=v2.6"])
def test_its_page_says_that_it_is_not_offered(alice, closed, path):
    page = alice.see(path)
    assert page.status_code == 200
    assert "is not offered by this studio now" in page.text


def test_a_form_that_was_open_makes_nothing(alice, closed):
    answer = alice.send(CREATE, **FORM)
    assert (answer.status_code, alice.jobs()) == (400, [])
    assert "is not offered by this studio now" in answer.text


@pytest.mark.parametrize("path", ["/", "/create/", "/queue/", "/gallery/", "/usage/"])
def test_other_pages_go_on(alice, closed, path):
    assert alice.see(path).status_code in (200, 302)


def test_the_api_tells_what_is_offered_instead(bob, closed):
    caller = Caller(bob.user)
    refused = caller.post("generations/", {"kind": "text2video", "prompt": "x"})
    assert refused.status_code == 400
    assert caller.get("capabilities/").status_code == 200
