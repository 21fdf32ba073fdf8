"""Files are served as a content network does: no key, ranges, a secret address."""

from __future__ import annotations

from typing import Any

import pytest

from .caller import FILM, Caller, Clock


@pytest.fixture
def url(caller: Caller, clock: Clock) -> Any:
    task_id = caller.create().data["task_id"]
    clock.pass_(3600)
    return caller.query(task_id).data["task_result"]["videos"][0]["url"]


@pytest.fixture
def browser(caller: Caller) -> Caller:
    return Caller(caller.url, key=None)


def test_a_film_comes_whole_with_its_length(browser: Caller, url):
    reply = browser.file(url)
    assert reply.status == 200
    assert reply.body.startswith(FILM)
    assert reply.headers["Content-Length"] == str(len(reply.body))
    assert reply.headers["Content-Type"] == "video/mp4"


def test_head_has_everything_but_the_body(browser: Caller, url):
    whole, head = browser.file(url), browser.file(url, "HEAD")
    assert head.headers["Content-Length"] == whole.headers["Content-Length"]
    assert head.body == b""


@pytest.mark.parametrize(
    ("wanted", "start", "end"),
    [("bytes=0-99", 0, 100), ("bytes=100-", 100, None), ("bytes=-7", -7, None)],
)
def test_parts_are_served(browser: Caller, url, wanted, start, end):
    whole = browser.file(url).body
    reply = browser.file(url, Range=wanted)
    assert reply.status == 206
    assert reply.body == whole[start:end]
    first = start % len(whole)
    last = first + len(reply.body) - 1
    expected = f"bytes {first}-{last}/{len(whole)}"
    assert reply.headers["Content-Range"] == expected


def test_a_part_beyond_the_end_is_416(browser: Caller, url):
    size = len(browser.file(url).body)
    reply = browser.file(url, Range=f"bytes={size}-")
    assert (reply.status, reply.headers["Content-Range"]) == (416, f"bytes */{size}")


def test_another_version_is_sent_whole(browser: Caller, url):
    headers = {"Range": "bytes=0-9", "If-Range": '"other"'}
    assert browser.file(url, **headers).status == 200
    headers["If-Range"] = browser.file(url, "HEAD").headers["ETag"]
    assert browser.file(url, **headers).status == 206


def test_a_guessed_address_is_403(browser: Caller):
    assert browser.file("/files/guess.mp4").status == 403


def test_a_film_is_not_served_before_its_task_names_it(caller: Caller):
    task_id = caller.create().data["task_id"]
    assert caller.query(task_id).data["task_result"]["videos"] == []
