from __future__ import annotations

import pytest

from generations.web import errors
from tests.web.visitor import CREATE, FORM, signed_in

from .pages import Page


def test_an_address_that_leads_nowhere_leads_back(alice):
    answer = alice.see("/nowhere/")
    assert answer.status_code == 404
    assert "Nothing is here" in answer.text
    assert "/gallery/" in Page(answer.text).addresses
    assert Page(answer.text).inline == []


def test_a_form_from_an_old_page_says_so(alice):
    answer = signed_in(alice.user, enforce_csrf_checks=True).post(CREATE, FORM)
    assert (answer.status_code, "too old" in answer.text) == (403, True)


def test_a_broken_request_is_told_in_our_words(alice):
    answer = alice.browser.get(CREATE, headers={"host": "elsewhere.example"})
    assert (answer.status_code, "could not be read" in answer.text) == (400, True)


@pytest.fixture
def broken(alice, monkeypatch):
    """A studio whose create page breaks."""

    def breaks(*args, **kwargs):
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr("generations.web.create.choices", breaks)
    alice.browser.raise_request_exception = False
    return alice


def test_a_fault_of_ours_names_where_the_log_has_it(broken):
    answer = broken.see(CREATE)
    assert answer.status_code == 500
    assert answer.headers["X-Request-Id"] in answer.text
    assert "a fault of ours" not in answer.text


def test_its_page_needs_no_database(rf):
    assert errors.server_error(rf.get("/")).status_code == 500


def test_below_the_api_faults_stay_json(alice):
    assert alice.see("/api/nowhere").headers["Content-Type"].startswith("application/p")
