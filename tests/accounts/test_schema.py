"""The one schema describes the sign-in of mobile apps as it really answers."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from drf_spectacular.validation import validate_schema
from jsonschema import Draft202012Validator

from generations.api.schema import document

from .people import PASSWORD, Phone, person

APP = "/_allauth/app/v1/"


@pytest.fixture(scope="module")
def schema() -> Any:
    return document("3.1")


@pytest.mark.parametrize("version", ["3.1", "3.0"])
def test_the_schema_with_the_sign_in_is_valid_in_both_versions(version):
    made = document(version)
    validate_schema(made)
    assert f"{APP}auth/login" in made["paths"]
    assert ("nullable" in str(made["components"])) is (version == "3.0")


def test_whatever_is_referred_to_is_there_and_has_one_name(schema):
    for section, name in re.findall(r"#/components/(\w+)/(\w+)", str(schema)):
        assert name in schema["components"][section]
    names = [
        operation["operationId"]
        for item in schema["paths"].values()
        for operation in item.values()
    ]
    assert len(names) == len(set(names))


def test_only_what_the_studio_has_is_described(schema):
    theirs = [path for path in schema["paths"] if path.startswith(APP)]
    assert not [path for path in theirs if "phone" in path or "provider" in path]
    assert "SignInProviderToken" not in schema["components"]["schemas"]


def test_the_sign_in_stands_last(schema):
    names = [tag["name"] for tag in schema["tags"]]
    assert names[-1] == "sign-in"
    assert {"generations", "videos", "tokens"} < set(names)


@pytest.mark.django_db
def test_answers_are_as_described(schema, client):
    for path, way, answer in every_call(client):
        assert is_as_described(schema, f"{APP}{path}", way, answer)


def every_call(client: Client):
    ada = person()
    form = {"email": ada.email, "password": PASSWORD}
    yield "config", "get", client.get(f"{APP}config")
    yield "auth/session", "get", client.get(f"{APP}auth/session")
    yield "auth/login", "post", post(client, "auth/login", form | {"password": "x"})
    yield "auth/login", "post", (answer := post(client, "auth/login", form))
    token = {"X-Session-Token": answer.json()["meta"]["session_token"]}
    for path in ("auth/session", "auth/sessions", "account/email"):
        yield path, "get", client.get(f"{APP}{path}", headers=token)
    Phone(ada)
    path = "account/authenticators"
    yield path, "get", client.get(f"{APP}{path}", headers=token)
    yield "auth/login", "post", post(Client(), "auth/login", form)
    yield "auth/session", "delete", client.delete(f"{APP}auth/session", headers=token)


def post(client: Client, path: str, form: dict[str, str]):
    return client.post(f"{APP}{path}", form, content_type="application/json")


def is_as_described(schema, path, way, answer) -> bool:
    described = schema["paths"][path][way]["responses"][str(answer.status_code)]
    if "$ref" in described:
        described = schema["components"]["responses"][described["$ref"].split("/")[-1]]
    shape = described["content"]["application/json"]["schema"]
    whole = {**shape, "components": schema["components"]}
    Draft202012Validator(whole).validate(answer.json())
    return True
