from __future__ import annotations

import pytest
from allauth.headless.contrib.rest_framework import authentication
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client

from generations.models import Change, Feed, ObjectType, uuid7

pytestmark = pytest.mark.django_db(transaction=True)


def refused(reader, status, code):
    problem = reader.body()
    assert reader.headers["content-type"] == "application/problem+json"
    assert (reader.status, problem["status"], problem["code"]) == (status, status, code)
    assert problem["request_id"] == reader.headers["x-request-id"]
    return problem


def test_without_a_credential_nobody_gets_in(streams):
    reader = streams.open()
    refused(reader, 401, "not_authenticated")
    assert reader.headers["www-authenticate"].startswith("Bearer")


def test_a_token_that_is_taken_back_opens_nothing(streams, alice):
    alice.user.api_tokens.all().delete()
    refused(streams.open(alice.token), 401, "authentication_failed")


def test_a_token_needs_the_scope_to_read(streams, alice):
    _, secret = alice.user.issue_token(name="Writer", scopes=["create", "manage"])
    refused(streams.open(secret), 403, "scope")


def test_a_mobile_session_gets_in(streams, alice, monkeypatch):
    known = {"session-of-alice": (alice.user, None)}
    monkeypatch.setattr(authentication, "authenticate_by_x_session_token", known.get)
    assert streams.open(x_session_token="session-of-alice").status == 200
    refused(streams.open(x_session_token="another"), 401, "authentication_failed")


def test_a_session_of_the_pages_gets_in_by_its_cookie(streams, alice):
    browser = Client()
    browser.force_login(alice.user)
    cookie = f"sessionid={browser.cookies['sessionid'].value}"
    assert streams.open(cookie=cookie).status == 200
    SessionStore(browser.cookies["sessionid"].value).delete()
    assert streams.open(cookie=cookie).status == 401


@pytest.mark.parametrize("method", ["POST", "HEAD", "PUT", "DELETE", "OPTIONS"])
def test_the_stream_can_only_be_read(streams, alice, method):
    reader = streams.open(alice.token, method=method)
    refused(reader, 405, "method_not_allowed")
    assert reader.headers["allow"] == "GET"


@pytest.mark.parametrize("accepted", ["text/event-stream", "image/png", "text/html"])
def test_whatever_is_accepted_the_stream_opens(streams, alice, accepted):
    assert streams.open(alice.token, accept=accepted).status == 200
    assert streams.open(accept=accepted).status == 401


@pytest.mark.parametrize("cursor", ["7", "nonsense", "abc.-1", "abc.1.2.3", "☃.1"])
def test_a_cursor_that_is_none_is_refused_by_name(streams, alice, cursor):
    reader = streams.open(alice.token, last_event_id=cursor)
    problem = refused(reader, 400, "validation")
    assert problem["errors"][0]["field"] == "Last-Event-ID"
    assert streams.open(alice.token, query="since=nonsense").status == 400


def test_a_cursor_from_before_what_is_known_is_too_old(streams, alice):
    Change.objects.record(alice.user.pk, ObjectType.VIDEO, [uuid7()], deleted=True)
    Feed.objects.update(floor=1)
    epoch = Feed.of(alice.user.pk).epoch
    refused(streams.open(alice.token, query=f"since={epoch}.0"), 410, "cursor_too_old")
    refused(streams.open(alice.token, query="since=0ther.1"), 410, "cursor_too_old")
    assert streams.open(alice.token, query=f"since={epoch}.1").status == 200


def test_a_parameter_that_it_does_not_take_is_named(streams, alice):
    problem = refused(streams.open(alice.token, query="sinse=1"), 400, "validation")
    assert "sinse" in problem["errors"][0]["detail"]
