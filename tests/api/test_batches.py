"""A batch is accepted whole or not at all, and its members go their own ways."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.test import override_settings

from generations.models import (
    Batch,
    Change,
    Generation,
    LedgerEntry,
    Quote,
    State,
    Wallet,
)
from generations.services.forecast import places

from .caller import BODY, Caller, codes

LONG = BODY | {"duration": 10}


def batch(*members: Any, **more: Any) -> dict[str, Any]:
    return {"generations": list(members), **more}


def held(who: Caller) -> Decimal:
    return Wallet.objects.get(owner=who.user).held


def nothing_is_left_of_it(who: Caller) -> bool:
    rows = (Generation, Batch, LedgerEntry.objects.filter(kind="hold"))
    counts = [getattr(each, "objects", each).count() for each in rows]
    return counts == [0, 0, 0] and held(who) == 0


def test_every_take_of_every_member_waits_with_a_hold_of_its_own(alice: Caller):
    answer = alice.post("batches/", batch(BODY | {"title": "A"}, LONG, takes=3))
    assert answer.status_code == 201
    made = answer.json()
    assert answer.headers["Location"] == made["links"]["self"]
    assert [each["duration"] for each in made["generations"]] == [5, 5, 5, 10, 10, 10]
    assert {each["batch"] for each in made["generations"]} == {made["id"]}
    assert made["by_state"] == [{"state": "queued", "count": 6}]
    assert made["price"] == {"credits": "13.50"}
    holds = LedgerEntry.objects.filter(kind="hold").values_list("amount", flat=True)
    assert sorted(holds) == [Decimal("1.5")] * 3 + [3] * 3
    assert held(alice) == Decimal("13.5")


def test_it_reads_the_same_when_it_is_looked_at(alice: Caller):
    made = alice.post("batches/", batch(BODY, LONG)).json()
    assert alice.get(made["links"]["self"]).json() == made
    one = alice.get(made["generations"][1]["links"]["self"]).json()
    assert one == made["generations"][1]


def test_one_bad_member_refuses_all_and_every_problem_has_its_place(alice: Caller):
    answer = alice.post(
        "batches/", batch(BODY, BODY | {"prompt": " ", "duration": 7}, "text")
    )
    assert answer.status_code == 400
    assert codes(answer) == {
        ("generations.1.prompt", "empty"),
        ("generations.1.duration", "unknown_value"),
        ("generations.2", "not_an_object"),
    }
    assert nothing_is_left_of_it(alice)


def test_the_way_out_of_a_member_leads_to_that_member(alice: Caller):
    answer = alice.post("batches/", batch(BODY, BODY | {"sound": "on"}))
    [item] = answer.json()["errors"]
    assert item["remedy"]["set"]
    assert all(name.startswith("generations.1.") for name in item["remedy"]["set"])


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, ("generations", "required")),
        ({"generations": {}}, ("generations", "wrong_type")),
        ({"generations": []}, ("generations", "too_few")),
        (batch(*[BODY] * 51, takes=2), ("generations", "too_many")),
        (batch(BODY, takes=0), ("takes", "out_of_range")),
        (batch(BODY, takes=9), ("takes", "out_of_range")),
        (batch(BODY, takes="2"), ("takes", "wrong_type")),
        (batch(BODY, takes=1.5), ("takes", "not_whole")),
        (batch(BODY, tekes=2), ("tekes", "unknown_field")),
        (batch(BODY, max_credits="much"), ("max_credits", "bad_format")),
        ([BODY], ("non_field", "not_an_object")),
        (
            batch(BODY | {"max_credits": "9"}),
            ("generations.0.max_credits", "unknown_field"),
        ),
    ],
)
def test_a_bad_batch_is_refused_by_the_field(alice: Caller, body: Any, code: Any):
    answer = alice.post("batches/", body)
    assert answer.status_code == 400
    assert codes(answer) == {code}
    assert nothing_is_left_of_it(alice)


def test_a_quote_tells_one_price_for_the_whole_and_binds(alice: Caller):
    body = batch(BODY, LONG, takes=2)
    quote = alice.post("quotes/", body).json()
    assert quote["ok"] is True
    assert quote["price"]["credits"] == "9.00"
    assert {part["credits"] for part in quote["price"]["items"]} == {"3.00", "6.00"}
    assert not Generation.objects.exists()
    made = alice.post("batches/", body | {"quote": quote["id"], "max_credits": "9"})
    assert made.status_code == 201


def test_a_quoted_price_holds_for_each_member(alice: Caller):
    body = batch(BODY, LONG)
    quote = alice.post("quotes/", body).json()
    Quote.objects.update(credits=Decimal("1.50"), parts=["0.50", "1.00"])
    made = alice.post("batches/", body | {"quote": quote["id"]}).json()
    told = [each["price"]["credits"] for each in made["generations"]]
    assert (told, made["price"]["credits"]) == (["0.50", "1.00"], "1.50")


@pytest.mark.parametrize(
    "other", [batch(BODY), batch(BODY, LONG, takes=2), batch(LONG, BODY)]
)
def test_a_quote_of_another_batch_is_no_quote(alice: Caller, other: Any):
    quote = alice.post("quotes/", batch(BODY, LONG)).json()
    refused = alice.post("batches/", other | {"quote": quote["id"]})
    assert (refused.status_code, refused.json()["code"]) == (409, "price_changed")
    assert refused.json()["quote"]["price"]
    assert nothing_is_left_of_it(alice)


def test_a_quote_with_problems_tells_all_of_them(alice: Caller):
    quote = alice.post("quotes/", batch(BODY, BODY | {"prompt": ""}, takes=9)).json()
    assert (quote["ok"], quote["id"]) == (False, None)
    fields = {problem["field"] for problem in quote["problems"]}
    assert fields == {"generations.1.prompt", "takes"}


def test_above_the_highest_price_nothing_is_bought(alice: Caller):
    refused = alice.post("batches/", batch(BODY, BODY, max_credits="2.99"))
    assert refused.status_code == 409
    assert refused.json()["quote"]["price"]["credits"] == "3.00"
    assert nothing_is_left_of_it(alice)


def test_credits_for_only_some_buy_none(alice: Caller):
    Wallet.objects.filter(owner=alice.user).update(balance="4.00")
    refused = alice.post("batches/", batch(BODY, takes=3))
    assert refused.status_code == 402
    assert nothing_is_left_of_it(alice)


def test_room_in_line_for_only_some_takes_none(alice: Caller):
    with override_settings(MAX_WAITING=2):
        refused = alice.post("batches/", batch(BODY, takes=3))
    assert (refused.status_code, refused.json()["code"]) == (429, "too_many_waiting")
    assert nothing_is_left_of_it(alice)


def test_the_same_key_makes_one_batch(alice: Caller):
    body = batch(BODY, takes=2)
    first = alice.post("batches/", body, Idempotency_Key="k")
    again = alice.post("batches/", body, Idempotency_Key="k")
    assert first.json()["id"] == again.json()["id"]
    assert again.headers["Idempotency-Replayed"] == "true"
    assert Generation.objects.count() == 2
    other = alice.post("batches/", batch(BODY), Idempotency_Key="k")
    assert other.status_code == 422


def test_cancelling_takes_out_what_still_waits(alice: Caller):
    made = alice.post("batches/", batch(BODY, takes=3)).json()
    sent = made["generations"][0]["id"]
    Generation.objects.filter(pk=sent).update(state=State.RUNNING)
    after = alice.post(f"batches/{made['id']}/cancel/").json()
    states = {each["id"]: each["state"] for each in after["generations"]}
    assert states.pop(sent) == "running"
    assert set(states.values()) == {"cancelled"}
    assert (after["final"], after["links"]["cancel"]) == (False, None)
    assert held(alice) == Decimal("1.5")
    assert alice.post(f"batches/{made['id']}/cancel/").json() == after


def test_the_feed_tells_of_every_member(alice: Caller):
    made = alice.post("batches/", batch(BODY, takes=4)).json()
    told = Change.objects.filter(user=alice.user, type="generation")
    ids = {str(pk) for pk in told.values_list("object_id", flat=True)}
    assert ids == {each["id"] for each in made["generations"]}


def test_a_batch_stands_in_one_lane_and_lets_others_in_between(
    alice: Caller, bob: Caller
):
    alice.post("batches/", batch(BODY, takes=8))
    his = bob.ask()
    assert places()[his.pk].position == 2


def test_each_member_keeps_when_it_was_told_to_start(alice: Caller):
    made = alice.post("batches/", batch(*[BODY] * 9)).json()
    rows = Generation.objects.filter(batch=made["id"]).order_by("id")
    latest = [row.starts_latest for row in rows if row.starts_latest]
    assert len(latest) == 9
    assert latest == sorted(latest)
    assert latest[0] < latest[-1]


def test_a_batch_costs_hardly_more_queries_however_many_members(
    alice: Caller, django_assert_max_num_queries
):
    alice.post("batches/", batch(BODY))
    with django_assert_max_num_queries(35) as few:
        alice.post("batches/", batch(BODY))
    rows_in_pieces = 5
    with django_assert_max_num_queries(len(few) + rows_in_pieces):
        alice.post("batches/", batch(*[BODY] * 40))
