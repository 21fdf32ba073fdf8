"""Quotes bind, and nothing is bought that nobody agreed to or can pay for."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import override_settings
from django.utils import timezone

from generations.models import Generation, Quote, Wallet

from .caller import BODY, Caller


def test_a_quote_tells_price_wait_and_that_all_is_well(alice: Caller):
    answer = alice.post("quotes/", BODY | {"duration": 10})
    assert answer.status_code == 200
    quote = answer.json()
    assert quote["ok"] is True
    assert quote["problems"] == []
    assert quote["price"]["credits"] == "3.00"
    assert sum(float(item["credits"]) for item in quote["price"]["items"]) == 3.0
    assert quote["expected"]["p50"] < quote["expected"]["p90"]
    assert quote["starts"]["earliest"] < quote["starts"]["latest"]
    assert not Generation.objects.exists()


def test_a_quote_with_problems_tells_all_of_them_with_status_200(alice: Caller):
    answer = alice.post("quotes/", BODY | {"prompt": "", "duration": 7})
    assert answer.status_code == 200
    quote = answer.json()
    assert quote["ok"] is False
    assert quote["id"] is None
    assert {item["field"] for item in quote["problems"]} == {"prompt", "duration"}


def test_a_quoted_price_holds(alice: Caller):
    quote = alice.post("quotes/", BODY).json()
    made = alice.post("generations/", BODY | {"quote": quote["id"]})
    assert made.status_code == 201
    assert made.json()["price"]["credits"] == quote["price"]["credits"]


def test_a_quote_that_ran_out_comes_back_as_a_new_one_that_holds(alice: Caller):
    quote = alice.post("quotes/", BODY).json()
    Quote.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    refused = alice.post(
        "generations/", BODY | {"quote": quote["id"]}, Idempotency_Key="k"
    )
    assert refused.status_code == 409
    assert refused.json()["code"] == "price_changed"
    new = refused.json()["quote"]
    assert new["id"] != quote["id"]
    assert alice.post("generations/", BODY | {"quote": new["id"]}).status_code == 201


def test_anothers_quote_is_no_quote(alice: Caller, bob: Caller):
    quote = alice.post("quotes/", BODY).json()
    assert bob.post("generations/", BODY | {"quote": quote["id"]}).status_code == 409


def test_nothing_is_bought_above_the_highest_price(alice: Caller):
    refused = alice.post("generations/", BODY | {"max_credits": "1.49"})
    assert refused.status_code == 409
    assert refused.json()["quote"]["price"]["credits"] == "1.50"
    assert not Generation.objects.exists()


def test_a_price_above_the_balance_is_402_and_holds_nothing(alice: Caller):
    Wallet.objects.filter(owner=alice.user).update(balance="1.00")
    refused = alice.post("generations/", BODY)
    assert refused.status_code == 402
    assert refused.json()["code"] == "insufficient_credits"
    assert Wallet.objects.get(owner=alice.user).held == 0
    assert not Generation.objects.exists()


@pytest.mark.parametrize("path", ["generations/", "generations"])
def test_too_many_waiting_are_429_with_a_time_to_come_back(alice: Caller, path: str):
    with override_settings(MAX_WAITING=1):
        assert alice.post(path, BODY).status_code == 201
        refused = alice.post(path, BODY)
    assert refused.status_code == 429
    assert refused.json()["code"] == "too_many_waiting"
    assert int(refused.headers["Retry-After"]) > 0
