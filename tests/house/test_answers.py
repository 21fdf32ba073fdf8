"""What every answer of the site carries, and the two addresses for supervisors."""

from __future__ import annotations

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import override_settings
from django.urls import path

CLOSED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
}
PATHS = [
    "/healthz",
    "/nowhere",
    "/_allauth/app/v1/config",
    "/static/drf_spectacular_sidecar/swagger-ui-dist/swagger-ui.css",
]

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_closes_what_we_do_not_use(client, path):
    answer = client.get(path)
    assert {name: answer.headers.get(name) for name in CLOSED} == CLOSED
    assert "Server" not in answer.headers
    policy = answer.headers["Content-Security-Policy"].split("; ")
    assert {"default-src 'none'", "script-src 'self'"} <= set(policy)
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    answer.close()


@override_settings(SECURE_HSTS_SECONDS=31_536_000)
def test_an_answer_over_https_stays_there(client):
    answer = client.get("/healthz", secure=True)
    assert "max-age=31536000" in answer.headers["Strict-Transport-Security"]


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/healthz/", "/readyz/"])
def test_supervisors_are_answered_with_and_without_the_final_slash(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]
    assert client.post(path).status_code == 405


def test_a_database_that_takes_no_writes_is_not_ready(client):
    with connection.execute_wrapper(_refuse_writes):
        answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {"status": "not ready", "checks": {"database": False}}


def _refuse_writes(execute, sql, params, many, context):
    if sql.startswith("UPDATE"):
        sql = "UPDATE no_such_table SET x = 1"
    return execute(sql, params, many, context)


@pytest.mark.parametrize("path", ["/healthz", "/nowhere"])
@pytest.mark.parametrize("header", ["Host", "X-Forwarded-Host"])
def test_a_foreign_host_is_refused_or_not_listened_to(client, path, header):
    answer = client.get(path, headers={header: "evil.example"})
    assert answer.status_code == 400 or header == "X-Forwarded-Host"
    assert b"evil" not in answer.content


urlpatterns = [path("plain/", lambda request: HttpResponse("for members"))]


@override_settings(ROOT_URLCONF=__name__)
def test_a_page_that_is_not_marked_open_wants_a_sign_in(client):
    answer = client.get("/plain/")
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/account/login/?next=/plain/"
