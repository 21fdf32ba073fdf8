"""Every address of the API, for strangers and for people it is not meant for.

An address without an entry here fails the first test.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from generations.api.urls import urlpatterns
from generations.capability.reading.fields import FIELDS

from .caller import Caller

OPEN = ["server/", "schema/"]
OWN = [
    "generations/", "batches/", "quotes/", "videos/", "videos/summary/", "changes/",
    "events/", "me/", "tokens/", "usage/", "capabilities/", "assets/",
]  # fmt: skip
OF_GENERATIONS = [
    "generations/{id}/", "generations/{id}/cancel/", "generations/{id}/retry/",
]  # fmt: skip
OF_BATCHES = ["batches/{id}/", "batches/{id}/cancel/"]
OF_VIDEOS = [
    "videos/{id}/", "videos/{id}/restore/", "videos/{id}/file/",
    "videos/{id}/poster/", "videos/{id}/preview/", "videos/{id}/lineage/",
]  # fmt: skip
OF_EXTENDABLE = ["videos/{id}/extend/"]
OF_ASSETS = ["assets/{id}/", "assets/{id}/file/", "assets/{id}/thumbnail/"]
OF_TOKENS = ["tokens/{id}/"]
OF_SOMEBODY = [
    *OF_GENERATIONS, *OF_BATCHES, *OF_VIDEOS, *OF_EXTENDABLE, *OF_ASSETS,
    *OF_TOKENS,
]  # fmt: skip
METHODS = ["GET", "HEAD", "POST", "PATCH", "DELETE", "PUT"]


def test_every_address_of_the_api_is_in_this_walk():
    patterns = {str(each.pattern) for each in urlpatterns}
    known = [*OPEN, *OWN, *OF_SOMEBODY]
    walked = {
        "^" + path.replace("{id}", "(?P<id>[^/]+)").rstrip("/") + "/?$"
        for path in known
    }
    assert patterns == walked


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("path", [*OWN, *OF_SOMEBODY])
def test_a_stranger_is_asked_to_sign_in(alice: Caller, path: str, method: str):
    for stranger in (Client(), Client(headers={"Authorization": "Bearer crt_old"})):
        answer = call(stranger, method, path.format(id=alice.keep_clip().pk))
        assert answer.status_code == 401
        assert "WWW-Authenticate" in answer.headers


@pytest.mark.parametrize("path", OPEN)
def test_an_open_address_shows_nothing_of_anyone(alice: Caller, path: str):
    assert call(Client(), "GET", path).content == alice.get(path).content
    assert call(Client(), "POST", path).status_code == 405


Target = Callable[[Caller], Any]
WALK: list[tuple[str, Target]] = [
    *((path, lambda who: who.ask_for_failure().pk) for path in OF_GENERATIONS),
    *((path, lambda who: who.ask_for_batch().pk) for path in OF_BATCHES),
    *((path, lambda who: who.keep_clip().pk) for path in OF_VIDEOS),
    *(
        (path, lambda who: who.keep_clip(model="v1.6", mode="std").pk)
        for path in OF_EXTENDABLE
    ),
    *((path, lambda who: who.keep_upload().pk) for path in OF_ASSETS),
    *((path, lambda who: who.token.pk) for path in OF_TOKENS),
]


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(("path", "target"), WALK, ids=[path for path, _ in WALK])
def test_anothers_objects_are_like_missing_ones(
    alice: Caller, bob: Caller, path: str, target: Target, method: str
):
    theirs = path.format(id=target(alice))
    foreign = call(bob.client, method, theirs)
    missing = call(bob.client, method, path.format(id="0" * 32))
    assert foreign.status_code == missing.status_code
    assert foreign.status_code in (404, 405)
    assert told(foreign) == told(missing)
    if foreign.status_code == 404:
        mine = call(alice.client, method, theirs)
        refused = (
            [400] if path in OF_EXTENDABLE and "video_extend" not in FIELDS else []
        )
        assert mine.status_code in (200, 201, 204, 409, *refused)


def call(client: Client, method: str, path: str) -> Any:
    body = {} if method in ("POST", "PATCH", "PUT") else None
    answer = getattr(client, method.lower())(
        f"/api/v1/{path}",
        **({} if body is None else {"data": body, "content_type": "application/json"}),
    )
    if answer.streaming:
        answer.sent = b"".join(answer)
    return answer


def told(answer: Any) -> object:
    if not answer.content:
        return None
    return answer.json() | {"request_id": None}
