"""Byte ranges follow RFC 9110, so players can seek and downloads can resume."""

from __future__ import annotations

import pytest

from generations.media.ranges import Part, Unsatisfiable, Whole, plan

SIZE = 1000
ETAG = '"5f3c"'
MODIFIED = "Tue, 15 Nov 1994 12:45:26 GMT"
WHOLE, BEYOND = Whole(), Unsatisfiable()


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (None, WHOLE),
        ("", WHOLE),
        ("bytes=0-0", Part(0, 1)),
        ("bytes=0-499", Part(0, 500)),
        ("bytes=500-599", Part(500, 100)),
        ("bytes=999-999", Part(999, 1)),
        ("bytes=0-", Part(0, 1000)),
        ("bytes=500-", Part(500, 500)),
        ("bytes=999-", Part(999, 1)),
        ("bytes=-1", Part(999, 1)),
        ("bytes=-500", Part(500, 500)),
        ("bytes=-1000", Part(0, 1000)),
        ("bytes=-5000", Part(0, 1000)),
        ("bytes=0-5000", Part(0, 1000)),
        ("bytes=900-1000", Part(900, 100)),
        ("bytes=0-99999999999999999999999", Part(0, 1000)),
        ("bytes=007-009", Part(7, 3)),
        ("BYTES=0-1", Part(0, 2)),
        ("bytes= 0-1 ", Part(0, 2)),
        (" bytes=0-1", Part(0, 2)),
        ("bytes=1000-", BEYOND),
        ("bytes=1000-1000", BEYOND),
        ("bytes=5000-6000", BEYOND),
        ("bytes=99999999999999999999999-", BEYOND),
        ("bytes=-0", BEYOND),
        ("bytes=5-2", WHOLE),
        ("bytes=5000-2", WHOLE),
        ("bytes=-", WHOLE),
        ("bytes=", WHOLE),
        ("bytes", WHOLE),
        ("bytes=a-b", WHOLE),
        ("bytes=0x0-0x9", WHOLE),
        ("bytes=--5", WHOLE),
        ("bytes=0--5", WHOLE),
        ("bytes=+0-5", WHOLE),
        ("bytes=0-5.0", WHOLE),
        ("bytes=0 - 5", WHOLE),
        ("bytes=\u0661-\u0662", WHOLE),
        ("bytes=0-1,5-6", WHOLE),
        ("bytes=0-1,", WHOLE),
        ("items=0-5", WHOLE),
        ("bytes=0-5; charset=utf-8", WHOLE),
        ("bytes=" + "0" * 10_000 + "-", WHOLE),
    ],
)
def test_a_range_header_decides_what_is_sent(header: str | None, expected: object):
    assert plan(header, None, SIZE, ETAG, MODIFIED) == expected


@pytest.mark.parametrize(
    ("if_range", "honoured"),
    [
        (None, True),
        (ETAG, True),
        (f" {ETAG} ", True),
        (MODIFIED, True),
        ('"older"', False),
        (f"W/{ETAG}", False),
        ("5f3c", False),
        ("Tue, 15 Nov 1994 12:45:27 GMT", False),
        ("yesterday", False),
        ("", False),
        ("*", False),
    ],
)
def test_a_range_of_an_older_file_is_not_honoured(if_range: str | None, honoured: bool):
    expected = Part(0, 10) if honoured else WHOLE
    assert plan("bytes=0-9", if_range, SIZE, ETAG, MODIFIED) == expected


def test_an_older_file_is_sent_whole_even_when_the_range_is_beyond():
    assert plan("bytes=5000-", '"older"', SIZE, ETAG, MODIFIED) == WHOLE


def test_a_weak_tag_of_ours_never_matches():
    assert plan("bytes=0-9", 'W/"a"', SIZE, 'W/"a"', None) == WHOLE


@pytest.mark.parametrize("missing", ['"a"', MODIFIED])
def test_a_validator_we_do_not_send_never_matches(missing: str):
    assert plan("bytes=0-9", missing, SIZE, None, None) == WHOLE


@pytest.mark.parametrize(
    ("header", "expected"),
    [("bytes=0-", BEYOND), ("bytes=0-0", BEYOND), ("bytes=-5", WHOLE)],
)
def test_an_empty_file_has_no_first_byte(header: str, expected: object):
    assert plan(header, None, 0, ETAG, MODIFIED) == expected


def test_content_range_names_first_last_and_size():
    assert Part(500, 100).content_range(SIZE) == "bytes 500-599/1000"
    assert Unsatisfiable().content_range(SIZE) == "bytes */1000"
