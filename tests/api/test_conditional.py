"""What a client has already is not sent again, and no proxy keeps it."""

from __future__ import annotations

import pytest

from .caller import Caller

PATHS = [
    "me/",
    "server/",
    "capabilities/",
    "usage/",
    "tokens/",
    "changes/",
    "schema/",
    "generations/",
    "generations/{generation}/",
    "videos/",
    "videos/{video}/",
    "videos/summary/",
]


@pytest.fixture
def ids(alice: Caller) -> dict:
    return {"generation": alice.ask().pk, "video": alice.keep_clip().pk}


@pytest.mark.parametrize("path", PATHS)
def test_an_unchanged_answer_is_304(alice: Caller, ids: dict, path: str):
    path = path.format(**ids)
    alice.get(path)  # the token's first use is noted
    first = alice.get(path)
    assert first.status_code == 200
    assert first.headers["Cache-Control"] == "private, no-cache"
    for named in (first.headers["ETag"], f"W/{first.headers['ETag']}", "*"):
        again = alice.get(path, If_None_Match=named)
        assert again.status_code == 304
        assert again.content == b""
        assert again.headers["ETag"] == first.headers["ETag"]
        assert again.headers["Cache-Control"] == "private, no-cache"
    assert alice.get(path, If_None_Match='"other"').status_code == 200


def test_a_change_shows_in_the_etag(alice: Caller, ids: dict):
    path = f"videos/{ids['video']}/"
    before = alice.get(path).headers["ETag"]
    alice.patch(path, {"title": "New"})
    assert alice.get(path, If_None_Match=before).status_code == 200


@pytest.mark.parametrize("path", PATHS)
def test_both_forms_of_an_address_answer_alike(alice: Caller, ids: dict, path: str):
    path = path.format(**ids)
    alice.get(path)
    assert alice.get(path.rstrip("/")).content == alice.get(path).content


def test_errors_and_changes_are_not_kept(alice: Caller):
    assert alice.get("videos/x/").headers["Cache-Control"] == "no-store"
    made = alice.post("tokens/", {"name": "x", "scopes": ["read"]})
    assert "ETag" not in made.headers
    assert made.headers["Cache-Control"] == "private, no-cache"
