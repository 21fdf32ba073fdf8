"""The sign-in of mobile apps in the one schema, as django-allauth describes it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from allauth.headless.spec.views import OpenAPIJSONView
from django.http import HttpRequest

Schema = dict[str, Any]

TAG = "sign-in"
TOLD = """Sign-up, sign-in, second factor, passkeys, password reset and sessions of
mobile apps. An answer with status 401 names in `flows` what can come next, and in
`meta.session_token` the session to go on with."""
OURS = "SignIn"
"""Stands before the names of allauth's components, of which some are ours too."""
LEFT_OUT = ("/phone", "/tokens/refresh")  # routed, but no use to anyone here
SESSION = "#/components/parameters/SessionToken"
REF = re.compile(r"^#/components/(\w+)/(\w+)$")


def with_sign_in(result: Schema, **kwargs: Any) -> Schema:
    """Add allauth's operations, and the components that they need, to a schema."""
    theirs, ours = _theirs(), dict.fromkeys(_tags(result["paths"]))
    paths = {
        path: {way: _operation(path, way, told) for way, told in item.items()}
        for path, item in theirs["paths"].items()
        if not any(word in path for word in LEFT_OUT)
    }
    result["paths"] |= _renamed(paths)
    for section, name in sorted(_needed(theirs["components"], paths)):
        found = _renamed(theirs["components"][section][name])
        result["components"].setdefault(section, {})[f"{OURS}{name}"] = found
    result["tags"] = [{"name": name} for name in ours]
    result["tags"] += [{"name": TAG, "description": TOLD}]  # last: read once, if ever
    return _of_version(result)


def _tags(paths: Schema) -> Iterator[str]:
    for item in paths.values():
        for told in item.values():
            yield from told["tags"]


def _theirs() -> Schema:
    theirs: Schema = json.loads(OpenAPIJSONView().get(HttpRequest()).content)
    flow = theirs["components"]["schemas"]["Flow"]["properties"]
    flow["is_pending"].pop("enum", None)  # says that it is always true; it is not
    return theirs


def _operation(path: str, way: str, told: Schema) -> Schema:
    """Return an operation with a name, one tag and the security that it has."""
    words = re.findall(r"[a-z0-9]+", path.partition("/v1/")[2])
    parameters = told.pop("parameters", [])
    ours = [each for each in parameters if each.get("$ref") != SESSION]
    optional: Schema = {}
    return {
        "operationId": "_".join([*words, way]),
        **told,
        "tags": [TAG],
        "security": [{"app_session": []}, optional] if parameters else [optional],
        **({"parameters": ours} if ours else {}),
    }


def _references(node: Any) -> Iterator[tuple[str, str]]:
    if isinstance(node, dict):
        if found := REF.match(str(node.get("$ref"))):
            yield found[1], found[2]
        node = list(node.values())
    if isinstance(node, list):
        for each in node:
            yield from _references(each)


def _needed(components: Schema, paths: Schema) -> set[tuple[str, str]]:
    """Return (section, name) of whatever is referred to, however indirectly."""
    found: set[tuple[str, str]] = set()
    ahead = set(_references(paths))
    while ahead:
        found |= ahead
        named = [components[section][name] for section, name in ahead]
        ahead = set(_references(named)) - found
    return found


def _renamed(node: Any) -> Any:
    if isinstance(node, list):
        return [_renamed(each) for each in node]
    if not isinstance(node, dict):
        return node
    made = {name: _renamed(each) for name, each in node.items()}
    if found := REF.match(str(made.get("$ref"))):
        made["$ref"] = f"#/components/{found[1]}/{OURS}{found[2]}"
    return made


def _of_version(result: Schema) -> Schema:
    """Spell as the version does what may be null: allauth's own version is 3.0."""
    old = result["openapi"].startswith("3.0")
    for name, shape in result["components"]["schemas"].items():
        if name.startswith(OURS):
            _mend(shape, old=old)
    return result


def _mend(node: Any, *, old: bool) -> None:
    if isinstance(node, list):
        node = dict(enumerate(node))
    if not isinstance(node, dict):
        return
    if not old and node.pop("nullable", False):
        whole = {name: node.pop(name) for name in list(node)}
        node["oneOf"] = [whole, {"type": "null"}]
    # allauth's lists of words are not whole, and ours are open sets everywhere.
    if node.get("type") == "string" and len(node.get("enum", ())) > 1:
        node["x-extensible-enum"] = node.pop("enum")
    for each in node.values():
        _mend(each, old=old)
