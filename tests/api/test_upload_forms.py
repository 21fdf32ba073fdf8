"""A form that does not say what it should is refused, every wrong part at once."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from generations.api import multipart
from generations.models import Asset

from .caller import Caller, at, codes
from .test_upload_refusals import GOOD

PARTS: list[tuple[dict[str, Any], set[tuple[str, str]]]] = [
    ({"purpose": "poster"}, {("purpose", "unknown_value")}),
    ({"purpose": ""}, {("purpose", "required")}),
    ({"purpose": "Image"}, {("purpose", "unknown_value")}),
    ({"file": ""}, {("file", "required")}),
    ({"file": "text"}, {("file", "wrong_type")}),
    ({"url": "http://127.0.0.1/"}, {("url", "unknown_field")}),
    (
        {"other": SimpleUploadedFile("a.png", GOOD)},
        {("other", "unknown_field")},
    ),
    ({"crop": "half"}, {("crop", "bad_format")}),
    ({"crop": "[" * 100}, {("crop", "bad_format")}),
    ({"crop": '{"x": 0}'}, {("crop", "bad_format")}),
    (
        {"crop": '{"x": -1, "y": 0, "width": 9, "height": 9}'},
        {("crop", "bad_format")},
    ),
    (
        {"crop": '{"x": true, "y": 0, "width": 9, "height": 9}'},
        {("crop", "bad_format")},
    ),
    ({"start_time": "0"}, {("start_time", "not_taken")}),
    ({"purpose": "audio", "end_time": "soon"}, {("end_time", "bad_format")}),
    ({"purpose": "audio", "end_time": "٣"}, {("end_time", "bad_format")}),
    ({"purpose": "mask", "image": "x"}, {("image", "bad_format")}),
    ({"purpose": "mask", "crop": "x"}, {("crop", "not_taken"), ("crop", "bad_format")}),
    (
        {"purpose": "p", "crop": "x", "nope": "1"},
        {
            ("purpose", "unknown_value"),
            ("crop", "bad_format"),
            ("nope", "unknown_field"),
        },
    ),
]


@pytest.mark.parametrize(("parts", "wanted"), PARTS)
def test_every_wrong_part_is_told_at_once(alice: Caller, parts, wanted):
    form = {"file": SimpleUploadedFile("a.png", GOOD), "purpose": "image"}
    answer = alice.client.post(at("assets/"), form | parts)
    assert answer.status_code == 400
    assert codes(answer) == wanted
    assert not Asset.objects.exists()


def test_a_mask_is_for_a_picture_of_ones_own(alice: Caller, bob: Caller):
    theirs = bob.bring(GOOD).json()["id"]
    answers = [
        alice.bring(GOOD, "mask", image=pk)
        for pk in (theirs, theirs.replace("-7", "-4"))
    ]
    for answer in answers:
        assert codes(answer) == {("image", "unknown_id")}
    first, second = (answer.json()["errors"] for answer in answers)
    assert first == second


def test_a_part_that_is_there_twice_is_refused(alice: Caller):
    form = {"file": SimpleUploadedFile("a", GOOD), "purpose": ["image", "mask"]}
    answer = alice.client.post(at("assets/"), form)
    assert codes(answer) == {("non_field", "duplicate_field")}


TYPES = [
    "multipart/form-data",
    "multipart/form-data; boundary=",
    "multipart/form-data; boundary=\x7f",
    "multipart/form-data; boundary=" + "x" * 300,
]
BODIES = [
    b"",
    b"nonsense",
    b"--x\r\n",
    b"--x\r\nContent-Disposition: form-data\r\n\r\na\r\n--x--\r\n",
    b'--x\r\nContent-Disposition: form-data; name="file"; filename="..\0"\r\n\r\na',
    b"--x\r\nContent-Disposition: form-data; name*=nope''file\r\n\r\na\r\n--x--",
    b"--x\r\nContent-Disposition: form-data; name=file; filename*=utf-8''%ff\r\n\r\na",
    b'--x\r\nContent-Disposition: form-data; name="\xff\xfe"\r\n\r\n\xff\r\n--x--\r\n',
    b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n'
    b"Content-Transfer-Encoding: base64\r\n\r\n!!!\r\n--x--\r\n",
    b"--x\r\n" + b"A: b\r\n" * 5000,
    b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n' * 2000 + b"--x--",
    b'--x\r\nContent-Disposition: form-data; name="f"; filename="a"\r\n\r\n1\r\n' * 200
    + b"--x--",
]


@pytest.mark.parametrize("browser", [False, True], ids=["token", "session"])
@pytest.mark.parametrize("body", BODIES, ids=range(len(BODIES)))
def test_a_form_that_is_none_is_refused(alice: Caller, body: bytes, browser: bool):
    client = alice.client
    if browser:  # Django reads the form itself then, to look for its CSRF token
        client = Client(enforce_csrf_checks=True)
        client.force_login(alice.user)
    answer = client.post(
        at("assets/"), body, content_type="multipart/form-data; boundary=x"
    )
    assert 400 <= answer.status_code < 500, answer.content
    assert answer.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("content_type", TYPES)
def test_a_form_without_a_boundary_is_refused(alice: Caller, content_type: str):
    answer = alice.send("post", "assets/", b"--x\r\n", content_type=content_type)
    assert answer.status_code in (400, 415)
    assert answer.json()["detail"]


@pytest.mark.parametrize(
    "kind", ["image/png", "text/plain", "application/octet-stream"]
)
def test_a_bare_file_is_415(alice: Caller, kind: str):
    answer = alice.send("post", "assets/", GOOD, content_type=kind)
    assert answer.status_code == 415


def test_a_form_declared_too_large_is_refused_unread(alice: Caller):
    class Unread(BytesIO):
        def read(self, *_: Any) -> bytes:
            raise AssertionError("the body was read")

    extra: dict[str, Any] = {
        "CONTENT_LENGTH": str(multipart.LARGEST + 1),
        "CONTENT_TYPE": "multipart/form-data; boundary=x",
        "wsgi.input": Unread(),
    }
    answer = alice.client.generic("POST", at("assets/"), b"", **extra)
    assert answer.status_code == 413
    assert answer.json()["code"] == "too_large"
