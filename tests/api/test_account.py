"""One's own account: profile, tokens, usage."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone

from generations.models import State

from .caller import BODY, Caller, codes

ALL = ["create", "manage", "read"]


def test_me_tells_who_i_am_and_what_i_own(alice: Caller):
    alice.ask()
    me = alice.get("me/").json()
    assert me["email"] == "alice@example.com"
    assert me["credits"]["held"] == "1.50"
    assert me["credits"]["balance"].endswith(".00")
    assert me["roles"] == []


def test_only_name_and_language_can_be_changed(alice: Caller):
    assert alice.patch("me/", {"name": " Ann "}).json()["name"] == "Ann"
    assert codes(alice.patch("me/", {"language": "tlh"})) == {
        ("language", "unknown_value")
    }
    for field in ("email", "is_staff", "roles", "credits", "id", "is_superuser"):
        assert codes(alice.patch("me/", {field: True})) == {(field, "unknown_field")}
    person = get_user_model().objects.get(pk=alice.id)
    assert not person.is_staff


def test_a_token_is_shown_once_and_works(alice: Caller):
    made = alice.post("tokens/", {"name": "Phone", "scopes": ["read"]})
    assert made.status_code == 201
    secret = made.json()["token"]
    reader = Client(headers={"Authorization": f"Bearer {secret}"})
    assert reader.get("/api/v1/me/").status_code == 200
    listed = alice.get("tokens/").json()["results"]
    assert listed[0]["name"] == "Phone"
    assert all("token" not in row for row in listed)
    assert secret not in alice.get("tokens/").content.decode()


def test_a_repeat_makes_no_second_token_and_shows_no_secret(alice: Caller):
    body = {"name": "Phone", "scopes": ["read"]}
    first = alice.post("tokens/", body, Idempotency_Key="t").json()
    again = alice.post("tokens/", body, Idempotency_Key="t")
    assert again.status_code == 201
    assert again.headers["Idempotency-Replayed"] == "true"
    assert again.json() == first | {"token": None}


@pytest.mark.parametrize(
    ("body", "problems"),
    [
        ({}, {("name", "required"), ("scopes", "required")}),
        ({"name": " ", "scopes": []}, {("name", "empty"), ("scopes", "empty")}),
        ({"name": "x", "scopes": ["raed"]}, {("scopes.0", "unknown_value")}),
        ({"name": "x", "scopes": "read"}, {("scopes", "wrong_type")}),
        ({"name": "x", "scopes": [1]}, {("scopes.0", "wrong_type")}),
        ({"name": "x", "scopes": ALL * 2}, {("scopes", "too_many")}),
        (
            {"name": "x", "scopes": ALL, "expires_at": "2020-01-01T00:00:00Z"},
            {("expires_at", "in_the_past")},
        ),
        (
            {"name": "x" * 121, "scopes": ALL, "expires_at": 5, "secret": "y"},
            {
                ("name", "too_long"),
                ("expires_at", "bad_format"),
                ("secret", "unknown_field"),
            },
        ),
        (
            {"name": "x", "scopes": ALL, "expires_at": "9999-12-31T23:59:59-23:00"},
            {("expires_at", "bad_format")},
        ),
    ],
)
def test_a_wrong_token_is_refused_with_every_problem(alice: Caller, body, problems):
    answer = alice.post("tokens/", body)
    assert answer.status_code == 400
    assert codes(answer) == problems


def test_a_token_ends_when_it_is_taken_back(alice: Caller):
    made = alice.post("tokens/", {"name": "Phone", "scopes": ["read"]}).json()
    phone = Client(headers={"Authorization": f"Bearer {made['token']}"})
    assert alice.delete(f"tokens/{made['id']}/").status_code == 204
    assert phone.get("/api/v1/me/").status_code == 401
    assert alice.delete(f"tokens/{made['id']}/").status_code == 404


def test_a_token_ends_at_its_time(alice: Caller):
    soon = (timezone.now() + timedelta(hours=1)).isoformat()
    made = alice.post(
        "tokens/", {"name": "Phone", "scopes": ["read"], "expires_at": soon}
    ).json()
    alice.user.api_tokens.filter(pk=made["id"]).update(expires_at=timezone.now())
    phone = Client(headers={"Authorization": f"Bearer {made['token']}"})
    assert phone.get("/api/v1/me/").status_code == 401


def test_a_token_does_what_its_scopes_say(alice: Caller):
    video = alice.keep_clip(pictures=False)
    reader = Caller(alice.user, ["read"])
    maker = Caller(alice.user, ["create"])
    calls = {
        "create": [
            lambda who: who.post("generations/", BODY),
            lambda who: who.post("quotes/", BODY),
            lambda who: who.patch(f"videos/{video.pk}/", {"title": "x"}),
        ],
        "manage": [
            lambda who: who.delete(f"videos/{video.pk}/"),
            lambda who: who.post("tokens/", {"name": "x", "scopes": ["read"]}),
            lambda who: who.patch("me/", {"name": "x"}),
        ],
    }
    for scope, doings in calls.items():
        for call in doings:
            refused = call(reader)
            assert refused.status_code == 403
            assert refused.json()["code"] == "scope"
            assert (call(maker).status_code < 300) is (scope == "create")
            assert call(alice).status_code < 300
    assert maker.get("me/").status_code == 403
    assert reader.get("me/").status_code == 200


def test_a_token_cannot_hand_out_what_it_lacks(alice: Caller):
    keeper = Caller(alice.user, ["manage"])
    refused = keeper.post("tokens/", {"name": "x", "scopes": ["create"]})
    assert refused.status_code == 403
    assert refused.json()["code"] == "scope"
    assert (
        keeper.post("tokens/", {"name": "x", "scopes": ["manage"]}).status_code == 201
    )


def test_tokens_come_in_pages(alice: Caller):
    for n in range(4):
        alice.post("tokens/", {"name": f"t{n}", "scopes": ["read"]})
    first = alice.get("tokens/?page_size=3").json()
    rest = alice.get(first["next"]).json()
    names = [row["name"] for row in first["results"] + rest["results"]]
    assert names == ["t3", "t2", "t1", "t0", "Test"]
    assert alice.get(rest["previous"]).json()["results"] == first["results"]


def test_usage_tells_what_was_spent(alice: Caller):
    generation = alice.ask()
    alice.ask()
    for state in (State.SUBMITTING, State.RUNNING, State.SAVING, State.SUCCEEDED):
        generation.move(state)
    usage = alice.get("usage/").json()
    today = str(timezone.now().date())
    assert usage["held"] == "1.50"
    assert usage["spent"] == {"today": "1.50", "month": "1.50"}
    assert usage["by_day"] == [{"date": today, "credits": "1.50", "count": 1}]
    assert usage["by_kind"][0]["kind"] == "text2video"
    assert usage["by_model"][0]["model"] == "v2.5-turbo"
    part = alice.get("usage/?group_by=kind&to=2020-01-01").json()
    assert part["by_kind"] == part["by_day"] == []


@pytest.mark.parametrize(
    "query",
    [
        "from=2026-02-01&to=2026-01-01",
        "from=1000-01-01",
        "from=yesterday",
        "group_by=colour",
        "to=2026-02-30",
    ],
)
def test_impossible_days_are_refused(alice: Caller, query: str):
    assert alice.get(f"usage/?{query}").status_code == 400


@pytest.mark.parametrize("query", ["to=9999-12-31", "to=0001-01-01"])
def test_the_first_and_last_days_of_all_are_days(alice: Caller, query: str):
    assert alice.get(f"usage/?{query}").status_code == 200


def test_the_server_describes_itself_to_anyone(studio: None):
    answer = Client().get("/api/v1/server")
    assert answer.status_code == 200
    told = answer.json()
    assert told["sandbox"] is True
    assert told["sign_up"] == "open"
    assert "text2video" in told["features"]
    assert told["limits"]["page_size"] == 200


def test_capabilities_tell_every_cell_its_price_and_time(alice: Caller):
    told = alice.get("capabilities/").json()
    texts = [c for c in told["cells"] if c["kind"] == "text2video"]
    cells = {(c["model"], c["mode"], c["duration"]): c for c in texts}
    assert cells["v2.5-turbo", "std", 5]["price"] == "1.50"
    assert cells["v2.6", "std", 5]["state"] == "no"
    assert cells["v2.6", "std", 5]["reason"]
    assert cells["v2.6", "pro", 5]["features"]["sound"]["state"] == "yes"
