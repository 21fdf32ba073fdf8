from __future__ import annotations

import pytest

from generations.gateway import Endpoint
from generations.gateway.endpoint import Origin
from tests.gateway.wild import CANARY


@pytest.mark.parametrize(
    ("base_url", "origin", "target"),
    [
        (
            "https://genaiapi.cloudsway.net/v1/ai",
            Origin(True, "genaiapi.cloudsway.net", 443),
            "/v1/ai/ep/kling/videos/x",
        ),
        (
            "http://127.0.0.1:8700",
            Origin(False, "127.0.0.1", 8700),
            "/ep/kling/videos/x",
        ),
        (
            "http://[::1]:8700/",
            Origin(False, "::1", 8700),
            "/ep/kling/videos/x",
        ),
        (
            "https://Gateway.Example:8443/a b/",
            Origin(True, "gateway.example", 8443),
            "/a%20b/ep/kling/videos/x",
        ),
    ],
)
def test_an_address_is_taken_apart_and_joined(
    base_url: str, origin: Origin, target: str
) -> None:
    endpoint = Endpoint(base_url, "ep", CANARY)
    assert endpoint.origin == origin
    assert endpoint.target("x") == target


def test_a_path_stays_one_segment() -> None:
    endpoint = Endpoint("http://localhost", "a/../b?c#d", CANARY)
    assert endpoint.target("x") == "/a%2F..%2Fb%3Fc%23d/kling/videos/x"


@pytest.mark.parametrize(
    ("base_url", "path", "key"),
    [
        ("", "ep", CANARY),
        ("gateway.example", "ep", CANARY),
        ("ftp://gateway.example", "ep", CANARY),
        ("https://", "ep", CANARY),
        ("https://:443", "ep", CANARY),
        ("https://user:pass@gateway.example", "ep", CANARY),
        ("https://gateway.example?a=b", "ep", CANARY),
        ("https://gateway.example#a", "ep", CANARY),
        ("https://gateway.example:0x50", "ep", CANARY),
        ("https://gateway.example:99999", "ep", CANARY),
        ("https://gate way.example", "ep", CANARY),
        ("https://g\N{LATIN SMALL LETTER A WITH DIAERESIS}teway.example", "ep", CANARY),
        ("https://gateway.example", "", CANARY),
        ("https://gateway.example", "..", CANARY),
        ("https://gateway.example", "ep", ""),
        ("https://gateway.example", "ep", f"{CANARY}\r\nX-Injected: 1"),
        ("https://gateway.example", "ep", f"{CANARY}\n"),
        ("https://gateway.example", "ep", f" {CANARY}"),
        ("https://gateway.example", "ep", f"{CANARY}\N{EURO SIGN}"),
    ],
)
def test_what_could_not_be_sent_is_refused_without_naming_the_key(
    base_url: str, path: str, key: str
) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - its words are judged here
        Endpoint(base_url, path, key)
    assert CANARY not in str(caught.value)
