from __future__ import annotations

import pytest
from django.contrib.staticfiles import finders

from .pages import Page, policy

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/", "/api/docs/", "/api/docs"])
def test_a_public_page_is_whole_and_keeps_to_the_policy(client, path):
    response = client.get(path)
    page = Page(response.text)
    assert response.status_code == 200
    assert page.inline == []
    for address in page.addresses:
        assert address.startswith(("/", "#"))
        if address.startswith("/static/"):
            assert finders.find(address.removeprefix("/static/")), address


def test_the_landing_page_leads_to_the_api(client):
    assert "/api/docs" in Page(client.get("/").text).addresses


def test_the_landing_page_bears_the_name_of_the_site(client, settings):
    settings.SITE_NAME = "Nine Reels & Co"
    assert "Nine Reels &amp; Co" in client.get("/").text


@pytest.mark.parametrize(("sandbox", "told"), [(True, True), (False, False)])
def test_a_rehearsal_is_said_to_be_one(client, settings, sandbox, told):
    settings.SANDBOX = sandbox
    assert ("This studio rehearses" in client.get("/").text) is told


def test_inline_styles_are_allowed_where_swagger_writes_them_and_nowhere_else(client):
    docs, landing = policy(client.get("/api/docs/")), policy(client.get("/"))
    assert docs.pop("style-src") == {"'self'", "'unsafe-inline'"}
    assert landing.pop("style-src") == {"'self'"}
    assert docs == landing


@pytest.mark.parametrize("path", ["/", "/api/docs/"])
def test_a_page_to_read_takes_no_posts(client, path):
    assert client.post(path).status_code == 405
