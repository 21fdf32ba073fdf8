"""Bodies that no client should send get a 4xx in words, and make nothing."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from generations.models import Generation, LedgerEntry

from .caller import BODY, Caller, codes

DEEP = 100_000


def deep(opening: str, closing: str, depth: int = DEEP) -> bytes:
    return (opening * depth + closing * depth).encode()


MALFORMED: list[tuple[str, bytes, str]] = [
    ("cut short", b'{"kind": "text2', "malformed_json"),
    ("nothing but space", b"   ", "malformed_json"),
    ("single quotes", b"{'kind': 1}", "malformed_json"),
    ("two values", b"{} {}", "malformed_json"),
    ("a byte order mark", b"\xef\xbb\xbf{}", "malformed_json"),
    ("a raw control character", b'{"kind": "a\x01"}', "malformed_json"),
    ("UTF-16", json.dumps(BODY).encode("utf-16"), "not_utf8"),
    ("bad UTF-8", b'{"kind": "\xff\xfe"}', "not_utf8"),
    ("an overlong form", b'{"kind": "\xc0\xaf"}', "not_utf8"),
    ("a surrogate in UTF-8", b'{"kind": "\xed\xa0\x80"}', "not_utf8"),
    ("a name twice", b'{"kind": 1, "kind": 2}', "duplicate_field"),
    ("a name twice inside", b'{"metadata": {"a": 1, "a": 2}}', "duplicate_field"),
    ("a surrogate name twice", b'{"\\ud800": 1, "\\ud800": 2}', "duplicate_field"),
    ("deep lists", deep("[", "]"), "too_deep"),
    ("deep objects", deep('{"a":', "}", 30_000), "too_deep"),
    ("deep and cut short", b"[" * DEEP, "too_deep"),
    ("lists one too deep", deep("[", "]", 33), "too_deep"),
    ("5,000 digits", b'{"duration": ' + b"9" * 5000 + b"}", "too_many_digits"),
]


@pytest.mark.parametrize("path", ["generations/", "quotes/", "tokens/"])
@pytest.mark.parametrize(
    ("body", "code"), [pytest.param(b, c, id=name) for name, b, c in MALFORMED]
)
def test_what_is_not_one_json_object_is_refused(
    alice: Caller, path: str, body: bytes, code: str
):
    answer = alice.post(path, body)
    assert answer.status_code == 400
    assert codes(answer) == {("non_field", code)}


@pytest.mark.parametrize("value", [None, True, 0, -1.5, "text", [], [BODY]])
def test_an_object_is_asked_for(alice: Caller, value: object):
    for call in (
        lambda: alice.post("generations/", json.dumps(value)),
        lambda: alice.post("tokens/", json.dumps(value)),
        lambda: alice.patch("me/", json.dumps(value)),
    ):
        answer = call()
        assert answer.status_code == 400
        assert ("non_field", "not_an_object") in codes(answer)


HOSTILE: list[Any] = [
    None,
    True,
    False,
    0,
    -1,
    1.5,
    1e308,
    10**300,
    -(10**300),
    float("nan"),
    float("inf"),
    float("-inf"),
    "",
    " ",
    "\0",
    "a\0b",
    "\ud800",
    "\udfff\ud800",
    "\u202e\u2028",
    "x" * 100_000,
    "https://evil.example/a.mp4",
    "data:image/png;base64,AAAA",
    [],
    [[]],
    [None],
    {},
    {"a": {}},
    {"\ud800": "\0"},
]
FIELDS = [
    "kind", "model", "mode", "duration", "prompt", "negative_prompt", "cfg_scale",
    "sound", "aspect_ratio", "camera_control", "title", "metadata", "quote",
    "max_credits", "image", "video", "nonsense",
]  # fmt: skip


@pytest.mark.parametrize("field", FIELDS)
def test_any_value_in_any_field_is_answered_below_500(alice: Caller, field: str):
    for value in HOSTILE:
        for path in ("quotes/", "generations/"):
            answer = alice.post(path, BODY | {field: value})
            assert answer.status_code in (200, 201, 400, 402, 409), value
            answer.content.decode()


@pytest.mark.parametrize("name", ["\ud800", "\0", "", "a.b", "x" * 100_000])
def test_any_name_of_a_field_is_answered_in_words(alice: Caller, name: str):
    answer = alice.post("generations/", BODY | {name: 1})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["code"] == "unknown_field"


def test_infinity_is_told_by_its_field(alice: Caller):
    answer = alice.post("generations/", BODY | {"cfg_scale": float("nan")})
    assert "cfg_scale" in {field for field, _ in codes(answer)}
    assert not Generation.objects.exists()
    assert not LedgerEntry.objects.filter(kind="hold").exists()


def test_a_large_body_is_refused_by_its_declared_length(alice: Caller):
    unread = Unreadable()
    answer = send_raw(alice, unread, 40 * 2**20)
    assert answer.status_code == 413
    assert answer.json()["code"] == "too_large"


def test_a_large_body_that_lies_about_its_length_is_cut_off(alice: Caller):
    endless = Endless()
    answer = send_raw(alice, endless, 2**20)
    assert answer.status_code in (400, 413)
    assert endless.given <= 2**20 + 1


@pytest.mark.parametrize("path", ["generations/", "quotes/", "tokens/", "me/"])
def test_a_large_body_is_refused_everywhere(alice: Caller, path: str):
    send = alice.patch if path == "me/" else alice.post
    assert send(path, b" " * (2**20 + 1)).status_code == 413


@pytest.mark.parametrize(
    "content_type",
    [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/xml",
        "nonsense",
    ],
)
def test_only_json_is_taken(alice: Caller, content_type: str):
    answer = alice.post("generations/", json.dumps(BODY), content_type=content_type)
    assert answer.status_code == 415
    assert answer.json()["code"] == "unsupported_media_type"


def test_a_form_of_another_site_changes_nothing(alice: Caller):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(alice.user)
    answer = browser.post(
        "/api/v1/generations/", json.dumps(BODY), content_type="text/plain"
    )
    assert answer.status_code == 403
    assert answer.json()["code"] == "csrf"
    assert not Generation.objects.exists()


def send_raw(alice: Caller, stream: object, length: int) -> Any:
    head = {"CONTENT_LENGTH": str(length), "CONTENT_TYPE": "application/json"}
    extra: dict[str, Any] = {**head, "wsgi.input": stream}
    return alice.client.generic("POST", "/api/v1/generations/", b"", **extra)


class Unreadable:
    def read(self, size: int = -1) -> bytes:
        raise AssertionError("the body was read")

    readline = read


class Endless:
    def __init__(self) -> None:
        self.given = 0

    def read(self, size: int = -1) -> bytes:
        assert size > 0
        self.given += size
        return b" " * size

    readline = read
