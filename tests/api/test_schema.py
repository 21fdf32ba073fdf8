"""The schema says what really is: every answer of every call is held against it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.test import override_settings
from jsonschema import Draft202012Validator
from jsonschema.validators import validator_for

from generations.api.documents.problem import ProblemSerializer
from generations.api.schema import document
from generations.capability.reading.fields import FIELDS
from generations.models import Generation, State, Wallet
from tests.media.ingest.drawings import gradient, saved

from .caller import BODY, Caller

Told = tuple[str, str, Any]
FILES = ("file", "poster", "thumbnail")


@pytest.fixture(scope="module")
def schema() -> dict:
    found: dict = closed(document("3.1"))
    return found


def closed(node: Any) -> Any:
    """Have every described object refuse what is not described."""
    if isinstance(node, list):
        return [closed(each) for each in node]
    if not isinstance(node, dict):
        return node
    made = {name: closed(each) for name, each in node.items()}
    if "properties" in made and made.get("type") == "object":
        made.setdefault("additionalProperties", False)
    return made


def is_as_described(schema: dict, told: Told) -> None:
    path, method, answer = told
    operation = schema["paths"][f"/api/v1/{path}"][method]
    described = operation["responses"][str(answer.status_code)]
    if not answer.content:
        assert "content" not in described
        return
    kind = answer.headers["Content-Type"]
    body = described["content"][kind]["schema"]
    whole = {**body, "components": schema["components"]}
    validator = Draft202012Validator(
        whole, format_checker=Draft202012Validator.FORMAT_CHECKER
    )
    errors = [
        f"{e.json_path}: {e.message[:300]}"
        for e in validator.iter_errors(answer.json())
    ]
    assert not errors, f"{method} {path}: {errors}"


def every_call(alice: Caller) -> Iterator[Told]:
    """Make each call of the API, in a life where most fields say something."""
    yield "server/", "get", alice.get("server/")
    yield "quotes/", "post", alice.post("quotes/", BODY)
    yield "quotes/", "post", alice.post("quotes/", BODY | {"duration": 7, "prmpt": 1})
    yield (
        "generations/",
        "post",
        alice.post("generations/", BODY | {"metadata": {"a": 1}}),
    )
    yield "generations/", "post", alice.post("generations/", BODY | {"max_credits": 1})
    yield "generations/", "post", alice.post("generations/", {})
    yield from calls_on_generations(alice)
    yield from calls_on_batches(alice)
    yield from calls_on_videos(alice)
    yield from calls_on_assets(alice)
    yield "me/", "get", alice.get("me/")
    yield "me/", "patch", alice.patch("me/", {"name": "Ann"})
    yield (
        "tokens/",
        "post",
        (made := alice.post("tokens/", {"name": "x", "scopes": ["read"]})),
    )
    yield "tokens/", "get", alice.get("tokens/")
    yield "tokens/{id}/", "delete", alice.delete(f"tokens/{made.json()['id']}/")
    yield "usage/", "get", alice.get("usage/")
    yield "capabilities/", "get", alice.get("capabilities/")
    yield "changes/", "get", alice.get("changes/?page_size=200")
    yield "changes/", "get", alice.get("changes/?since=00000000.1")
    yield "schema/", "get", alice.get("schema/")


def calls_on_generations(alice: Caller) -> Iterator[Told]:
    waiting, failed = alice.ask(), alice.ask_for_failure()
    spent = alice.ask()
    for state in (State.SUBMITTING, State.RUNNING, State.SAVING, State.SUCCEEDED):
        spent.move(state)
    Generation.objects.filter(pk=failed.pk).update(
        state=State.FAILED, reason_code="content_refused", reason_text="No.",
        reason_cause="content", reason_charged="no",
    )  # fmt: skip
    one = f"generations/{waiting.pk}/"
    yield "generations/", "get", alice.get("generations/?page_size=2")
    yield "generations/{id}/", "get", alice.get(one)
    yield "generations/{id}/", "get", alice.get(f"generations/{failed.pk}/")
    yield "generations/{id}/", "patch", alice.patch(one, {"title": "x"})
    yield "generations/{id}/cancel/", "post", alice.post(f"{one}cancel/")
    yield "generations/{id}/cancel/", "post", alice.post(f"{one}cancel/")
    yield "generations/{id}/retry/", "post", alice.post(f"{one}retry/")
    yield (
        "generations/{id}/retry/",
        "post",
        alice.post(f"generations/{spent.pk}/retry/"),
    )


def calls_on_batches(alice: Caller) -> Iterator[Told]:
    body = {"generations": [BODY], "takes": 2}
    yield "quotes/", "post", alice.post("quotes/", body)
    yield "batches/", "post", (made := alice.post("batches/", body))
    yield "batches/", "post", alice.post("batches/", body | {"takes": 9})
    one = f"batches/{made.json()['id']}/"
    yield "batches/{id}/", "get", alice.get(one)
    yield "batches/{id}/cancel/", "post", alice.post(f"{one}cancel/")


def calls_on_videos(alice: Caller) -> Iterator[Told]:
    one = f"videos/{alice.keep_clip(note='n').pk}/"
    bare = alice.keep_clip(pictures=False)
    yield "videos/", "get", alice.get("videos/?page_size=1")
    yield "videos/{id}/", "get", alice.get(one)
    yield "videos/{id}/", "get", alice.get(f"videos/{bare.pk}/")
    yield "videos/{id}/", "patch", alice.patch(one, {"favourite": True})
    yield "videos/{id}/", "delete", alice.delete(one)
    yield "videos/{id}/restore/", "post", alice.post(f"{one}restore/")
    yield "videos/{id}/poster", "get", alice.get(f"videos/{bare.pk}/poster")
    yield "videos/{id}/file", "get", alice.get(f"{one}file", Range="bytes=9999999-")
    yield "videos/summary/", "get", alice.get("videos/summary/")
    old = alice.keep_clip(pictures=False, model="v1.6", mode="std")
    yield "videos/{id}/extend/", "post", alice.post(f"videos/{old.pk}/extend/")
    longer = alice.keep_clip(pictures=False, source_video=old, family=old.pk)
    yield "videos/{id}/lineage/", "get", alice.get(f"videos/{longer.pk}/lineage/")


def calls_on_assets(alice: Caller) -> Iterator[Told]:
    picture = saved(gradient(), "PNG")
    one = f"assets/{alice.keep_upload().pk}/"
    yield "assets/", "post", alice.bring(picture)
    yield "assets/", "post", alice.bring(picture, "mask")
    yield "assets/", "post", alice.bring(b"x")
    yield "assets/", "post", alice.post("assets/", {"video": None})
    yield "assets/", "get", alice.get("assets/?page_size=1")
    yield "assets/{id}/", "get", alice.get(one)
    yield "assets/{id}/file", "get", alice.get(f"{one}file", Range="bytes=9999999-")
    yield "assets/{id}/thumbnail", "get", alice.get("assets/x/thumbnail")
    yield "assets/{id}/", "delete", alice.delete(one)


def test_every_answer_is_as_the_schema_describes_it(alice: Caller, schema: dict):
    called = set()
    for path, method, answer in every_call(alice):
        is_as_described(schema, (path, method, answer))
        if answer.status_code < 300 or path.endswith(FILES):
            called.add((f"/api/v1/{path}", method))
    described = {
        (path, method)
        for path, known in schema["paths"].items()
        for method in known
        if path.startswith("/api/v1/")  # sign-in has claims of its own
    }
    streams = {("/api/v1/events/", "get"), ("/api/v1/videos/{id}/preview", "get")}
    if "video_extend" not in FIELDS:
        streams.add(("/api/v1/videos/{id}/extend/", "post"))
    assert described - called == streams


def test_refusals_are_as_the_schema_describes_them(alice: Caller, schema: dict):
    Wallet.objects.update(balance=0)
    refused = [
        ("generations/", "post", alice.post("generations/", BODY)),
        ("generations/", "post", alice.post("generations/", "{}", content_type="a/b")),
        ("generations/", "post", alice.post("generations/", b" " * 2**21)),
        ("generations/", "get", alice.get("generations/?stat=x")),
        ("generations/", "get", alice.get("generations/", Accept="image/png")),
        ("generations/{id}/", "get", alice.get("generations/x/")),
        ("me/", "get", alice.get("me/", Authorization="Bearer x")),
        ("me/", "patch", Caller(alice.user, ["read"]).patch("me/", {})),
    ]
    with override_settings(API_RATE=0):
        refused.append(("quotes/", "post", alice.post("quotes/", BODY)))
    statuses = [answer.status_code for _, _, answer in refused]
    assert statuses == [402, 415, 413, 400, 406, 404, 401, 403, 429]
    for told in refused:
        is_as_described(schema, told)


@pytest.mark.parametrize("version", ["3.1", "3.0"])
def test_the_schema_comes_in_two_versions(alice: Caller, version: str):
    told = alice.get(f"schema/?version={version}").json()
    assert told["openapi"].startswith(version)
    assert alice.get("schema/").json()["openapi"].startswith("3.1")


def test_the_schema_is_sound_and_complete(tmp_path):
    call_command(
        "spectacular", validate=True, fail_on_warn=True, file=str(tmp_path / "s.yml")
    )


def test_open_sets_are_not_closed_in_answers(schema: dict):
    state = schema["components"]["schemas"]["Generation"]["properties"]["state"]
    assert "enum" not in state
    assert set(state["x-extensible-enum"]) == set(State.values)
    assert "do not know" in state["description"]


def test_every_shape_is_valid_json_schema(schema: dict):
    for shape in schema["components"]["schemas"].values():
        validator_for(shape, Draft202012Validator).check_schema(shape)
    assert set(ProblemSerializer().fields) == set(
        schema["components"]["schemas"]["Problem"]["properties"]
    )
    json.dumps(schema)
