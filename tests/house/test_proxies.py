from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from kling_site.middleware import TrustedProxies

CLAIMS = {
    "X-Forwarded-For": "6.6.6.6, 203.0.113.9, 10.0.0.7",
    "X-Forwarded-Host": "studio.example",
    "X-Forwarded-Proto": "https",
}


@pytest.fixture
def arrived(settings):
    """Return a function that passes a request through and returns it."""
    settings.TRUSTED_PROXIES = ("10.0.0.0/8",)
    settings.ALLOWED_HOSTS = ["studio.example", "testserver"]

    def arrive(remote: str, **claims: str):
        request = RequestFactory().get("/", headers=claims, REMOTE_ADDR=remote)
        TrustedProxies(lambda request: HttpResponse())(request)
        return request

    return arrive


def test_a_trusted_proxy_is_believed(arrived):
    request = arrived("10.0.0.1", **CLAIMS)
    assert request.META["REMOTE_ADDR"] == "203.0.113.9"
    assert request.get_host() == "studio.example"
    assert request.is_secure()


def test_a_stranger_is_not_believed_and_leaves_no_claims_behind(arrived):
    request = arrived("192.0.2.1", **CLAIMS)
    assert request.META["REMOTE_ADDR"] == "192.0.2.1"
    assert request.get_host() == "testserver"
    assert not request.is_secure()
    assert not [name for name in request.META if "FORWARDED" in name]


@pytest.mark.parametrize("remote", ["", "unix:", "not an address"])
def test_a_peer_without_an_address_is_a_stranger(arrived, remote):
    assert not arrived(remote, **CLAIMS).is_secure()


def test_a_chain_of_our_own_proxies_alone_began_with_the_first(arrived):
    request = arrived("10.0.0.1", **{"X-Forwarded-For": "10.0.0.3, 10.0.0.2"})
    assert request.META["REMOTE_ADDR"] == "10.0.0.3"
