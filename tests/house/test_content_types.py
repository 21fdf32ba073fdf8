"""A body may be said to be anything: nobody's word for it breaks the server."""

from __future__ import annotations

from io import BytesIO

import pytest

from kling_site.wsgi import AnyRequest, application

ODD = [
    "multipart/form-data; boundary*=nope''x",
    "application/json; a*=nope''b",
    "a/b; c*0*=nope''%ff; c*1=d",
]


def request(content_type: str) -> AnyRequest:
    return AnyRequest(
        {
            "REQUEST_METHOD": "POST",
            "CONTENT_TYPE": content_type,
            "CONTENT_LENGTH": "3",
            "wsgi.input": BytesIO(b"--x"),
        }
    )


@pytest.mark.parametrize("content_type", ODD)
def test_words_that_django_fails_on_are_taken_for_no_kind_at_all(content_type: str):
    made = request(content_type)
    assert made.content_type == "application/octet-stream"
    assert made.META["CONTENT_TYPE"] == "application/octet-stream"
    assert made.POST == {}


@pytest.mark.parametrize("content_type", ["", ";", "\x7f", "a/b; charset=nope"])
def test_other_odd_words_stay_as_they_are(content_type: str):
    assert request(content_type).META["CONTENT_TYPE"] == content_type


def test_the_server_reads_requests_so():
    assert application.request_class is AnyRequest
