"""Whoever refuses, below /api/ the answer is a problem document, never HTML."""

from __future__ import annotations

import pytest
from allauth.headless.internal.sessionkit import new_session
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.cache import cache
from django.db import InterfaceError, OperationalError
from django.test import Client, override_settings

from generations.api import me
from generations.api.codes import CODES
from generations.models import Generation

from .caller import BODY, Caller

FIELDS = {"type", "title", "status", "code", "detail", "request_id", "errors"}


def is_problem(answer, status: int, code: str) -> None:
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    told = answer.json()
    assert set(told) >= FIELDS
    assert (told["status"], told["code"]) == (status, code)
    assert told["request_id"] == answer.headers["X-Request-Id"]
    assert CODES[code].status == status


@pytest.mark.parametrize(
    "path", ["", "v1", "v1/", "v2/videos/", "v1/nowhere", "v1/videos/a/b/c", "v1/%00"]
)
@pytest.mark.parametrize("debug", [True, False])
def test_an_address_that_does_not_exist_is_a_problem(client, db, path, debug):
    with override_settings(DEBUG=debug):
        is_problem(client.get(f"/api/{path}"), 404, "not_found")
        is_problem(client.post(f"/api/{path}"), 404, "not_found")


def test_pages_elsewhere_keep_their_own_refusals(client, db):
    answer = client.get("/nowhere/")
    assert answer.status_code == 404
    assert answer.headers["Content-Type"].startswith("text/html")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "TRACE", "PROPFIND"])
def test_a_method_that_is_not_taken_is_405_and_says_which_are(alice: Caller, method):
    answer = alice.client.generic(method, "/api/v1/me/")
    is_problem(answer, 405, "method_not_allowed")
    assert answer.headers["Allow"] == "GET, HEAD, PATCH"


def test_an_answer_one_does_not_accept_is_406(alice: Caller):
    is_problem(alice.get("me/", Accept="text/html"), 406, "not_acceptable")
    assert alice.get("me/", Accept="text/html,*/*;q=0.1").status_code == 200


def test_no_credential_is_401_with_a_challenge(client, db):
    answer = client.get("/api/v1/me/")
    is_problem(answer, 401, "not_authenticated")
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize(
    "headers",
    [
        {"Authorization": "Bearer crt_wrong"},
        {"Authorization": "Bearer"},
        {"Authorization": "Bearer a\xff"},
        {"X-Session-Token": "x"},
        {"X-Session-Token": "a" * 5000},
    ],
)
def test_a_wrong_credential_is_401(db, headers):
    answer = Client(headers=headers).get("/api/v1/me/")
    is_problem(answer, 401, "authentication_failed")
    assert "WWW-Authenticate" in answer.headers


def test_a_token_in_the_address_is_no_credential(alice: Caller):
    answer = Client().get(f"/api/v1/me/?token={alice.secret}")
    assert answer.status_code == 401


def test_a_person_who_was_switched_off_is_nobody(alice: Caller):
    alice.user.is_active = False
    alice.user.save()
    is_problem(alice.get("me/"), 401, "authentication_failed")


def test_the_session_of_a_mobile_app_is_a_credential(alice: Caller):
    app = Client(headers={"X-Session-Token": session_of(alice)})
    assert app.get("/api/v1/me/").json()["email"] == "alice@example.com"
    made = app.post("/api/v1/generations/", BODY, content_type="application/json")
    assert made.status_code == 201


def test_the_sites_own_session_needs_a_csrf_token_to_change_anything(alice: Caller):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(alice.user)
    assert browser.get("/api/v1/me/").status_code == 200
    refused = browser.post(
        "/api/v1/generations/", BODY, content_type="application/json"
    )
    is_problem(refused, 403, "csrf")
    assert not Generation.objects.exists()


def test_missing_and_malformed_ids_get_the_same_answer(alice: Caller, bob: Caller):
    foreign = bob.ask().pk
    told = [
        alice.get(f"generations/{id}/").json() | {"request_id": None}
        for id in (foreign, "0" * 32, "x", "%00", "1' OR '1'='1", "a" * 3000)
    ]
    assert all(each == told[0] for each in told)
    assert told[0]["code"] == "not_found"


@pytest.mark.parametrize("debug", [True, False])
def test_a_fault_of_ours_tells_nothing_but_its_id(
    alice: Caller, monkeypatch, caplog, debug
):
    def fail(*args):
        raise RuntimeError("secret detail")

    monkeypatch.setattr(me, "wallet_of", fail)
    with override_settings(DEBUG=debug):
        answer = alice.get("me/")
    is_problem(answer, 500, "internal_error")
    assert "secret detail" not in answer.content.decode()
    assert any(record.exc_info for record in caplog.records)


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_a_database_that_does_not_serve_is_503_with_a_time_to_come_back(
    alice: Caller, monkeypatch, error
):
    def fail(*args):
        raise error("database is locked")

    monkeypatch.setattr(me, "wallet_of", fail)
    answer = alice.get("me/")
    is_problem(answer, 503, "unavailable")
    assert int(answer.headers["Retry-After"]) > 0


@pytest.mark.parametrize("debug", [True, False])
def test_a_fault_before_the_view_is_a_problem_too(client, db, monkeypatch, debug):
    client.raise_request_exception = False

    def fail(*args, **kwargs):
        raise OperationalError("database is locked")

    monkeypatch.setattr(cache, "incr", fail, raising=False)
    with override_settings(DEBUG=debug):
        is_problem(client.get("/api/v1/me/"), 503, "unavailable")


def test_another_sites_host_is_a_problem(client, db):
    answer = client.get("/api/v1/server/", headers={"Host": "evil.example"})
    is_problem(answer, 400, "bad_request")


def test_changes_are_counted_by_person_over_all_forms_of_an_address(
    alice: Caller, bob: Caller
):
    with override_settings(API_RATE=3):
        for path in ("quotes/", "quotes", "generations/"):
            assert alice.post(path, BODY).status_code < 300
        refused = alice.post("quotes", BODY)
        is_problem(refused, 429, "rate_limited")
        assert 0 < int(refused.headers["Retry-After"]) <= 60
        assert alice.get("videos/").status_code == 200
        assert bob.post("quotes/", BODY).status_code == 200


def test_strangers_are_counted_by_address_whatever_they_claim(studio: None):
    with override_settings(API_RATE_ANONYMOUS=3):
        for n in range(3):
            stranger = Client(headers={"Authorization": f"Bearer crt_{n}"})
            assert stranger.get("/api/v1/me/").status_code == 401
        spoofed = Client(headers={"X-Forwarded-For": "9.9.9.9"})
        is_problem(spoofed.get("/api/v1/server/"), 429, "rate_limited")
        elsewhere = Client(REMOTE_ADDR="10.0.0.9")
        assert elsewhere.get("/api/v1/server/").status_code == 200


def test_signed_in_people_look_as_often_as_they_like(alice: Caller):
    with override_settings(API_RATE=1, API_RATE_ANONYMOUS=1):
        assert [alice.get("me/").status_code for _ in range(5)] == [200] * 5


def session_of(alice: Caller) -> str:
    session = new_session()
    session[SESSION_KEY] = str(alice.id)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = alice.user.get_session_auth_hash()
    session.save()
    return str(session.session_key)
