"""The content policy gives way on the panel's own pages, and no further than needed."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.web.pages import Page, policy

from .operators import failed, person_path, request_path
from .test_rooms import ROOMS

GIVEN = {
    "script-src": {"'self'", "'unsafe-eval'"},
    "style-src-attr": {"'unsafe-inline'"},
}


@pytest.mark.parametrize("path", ROOMS)
def test_the_panel_may_evaluate_and_carry_style_attributes_and_no_more(boss, path):
    panel, landing = policy(boss.get(path)), policy(Client().get("/"))
    assert {name: panel[name] for name in GIVEN} == GIVEN
    assert {**landing, **GIVEN} == panel


def test_no_page_of_the_panel_holds_a_script_or_a_style_of_its_own(boss, alice):
    pages = [*ROOMS, request_path(failed(alice)), person_path(alice)]
    pages.append(request_path(failed(alice), "refund"))
    for path in pages:
        inline = Page(boss.get(path).text).inline
        assert not {"<script>", "<style>"} & set(inline), path


@pytest.mark.parametrize("path", ["/", "/account/login/", "/api/docs/", "/admin/no/"])
def test_pages_of_the_studio_keep_the_strict_policy(client, db, path):
    found = policy(client.get(path))
    assert found["script-src"] == {"'self'"}
    assert "style-src-attr" not in found


def test_refusals_of_the_panel_keep_the_strict_policy(newcomer):
    assert policy(newcomer.get("reports/"))["script-src"] == {"'self'"}
