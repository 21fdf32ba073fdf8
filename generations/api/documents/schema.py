"""How views become operations of the schema."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Literal

from drf_spectacular.openapi import AutoSchema

from generations.api.problems import CONTENT_TYPE

from .operations import refusal
from .parameters import parameters_of

Direction = Literal["request", "response"]
Endpoint = tuple[str, str, str, Any]
Schema = dict[str, Any]

FILES = ("file", "poster", "preview", "thumbnail")
STREAMS = ("events",)
ALWAYS = (400, 429, 500, 503)
WITH_CREDENTIAL = (401, 403)
WITH_BODY = (413, 415)

HEADERS: dict[str, dict[int, str]] = {
    "Retry-After": dict.fromkeys((429, 503), "Seconds until it may work."),
    "WWW-Authenticate": {401: "How to sign in."},
    "ETag": {200: "Ask with `If-None-Match` to get 304 while nothing changed."},
}


class ApiSchema(AutoSchema):
    """Adds to every operation what all of them share, above all how they refuse."""

    view: Any

    def get_operation_id(self) -> str:
        """Name an operation after its view: `generations_get`."""
        return f"{_snake(type(self.view).__name__)}_{self.method.lower()}"

    def get_summary(self) -> str:
        """Return the first line of the method's docstring."""
        return super().get_description().partition("\n")[0]

    def get_description(self) -> str:  # type: ignore[override]
        """Return the rest of it, and the scope that a token needs."""
        rest = super().get_description().partition("\n")[2].strip()
        scope = self._scope()
        needed = f"A token needs the scope `{scope}`." if scope else ""
        return "\n\n".join(filter(None, [rest, needed]))

    def get_tags(self) -> list[str]:
        """Return the first word of the address."""
        return [self.path.strip("/").split("/")[2]]

    def get_override_parameters(self) -> list[Any]:
        """Return the query parameters that the view reads."""
        known = self.view.parameters if self.method == "GET" else {}
        return list(parameters_of(known))

    def get_auth(self) -> list[Schema]:
        """Add "none" where a signed address is enough."""
        required: list[Schema] = super().get_auth()
        return [*required, {}] if "s" in self.view.parameters else required or [{}]

    def _scope(self) -> str | None:
        if not self.view.authentication_classes:
            return None
        usual = "read" if self.method == "GET" else "manage"
        return str(self.view.scopes.get(self.method, usual))

    def _get_response_bodies(self, direction: Direction = "response") -> Schema:
        made: Schema = super()._get_response_bodies(direction)
        for status in self._refusals():
            if str(status) not in made:
                made[str(status)] = self._refusal(status)
        return dict(sorted(made.items()))

    def _refusals(self) -> Iterator[int]:
        yield from ALWAYS
        if self.view.authentication_classes:
            yield from WITH_CREDENTIAL
        if "{id}" in self.path:
            yield 404
        if self.method in ("POST", "PATCH"):
            yield from WITH_BODY
        if self.path.rstrip("/").rpartition("/")[2] not in FILES + STREAMS:
            yield 406
            if self.method == "GET":
                yield 304

    def _refusal(self, status: int) -> Schema:
        if status == 304:
            return {"description": "Nothing changed since the ETag that was named."}
        made: Schema = self._get_response_for_code(  # type: ignore[no-untyped-call]
            refusal(status), str(status), media_types=[CONTENT_TYPE]
        )
        return made

    def _get_response_headers_for_code(
        self, status_code: str, direction: Direction = "response"
    ) -> Schema:
        headers: Schema = super()._get_response_headers_for_code(status_code, direction)
        headers["X-Request-Id"] = _header("Under which the log keeps the call.")
        for name, meanings in HEADERS.items():
            if meaning := meanings.get(int(status_code)):
                headers[name] = _header(meaning)
        return headers


def without_slash_on_files(endpoints: Iterable[Endpoint]) -> list[Endpoint]:
    """Name the addresses of files as they are handed out; both forms answer."""
    return [
        (path.rstrip("/") if _is_file(path) else path, regex, method, view)
        for path, regex, method, view in endpoints
    ]


def closed_requests(result: Schema, **kwargs: Any) -> Schema:
    """Say that bodies with unknown fields are refused."""
    for name, schema in result["components"]["schemas"].items():
        if name.endswith(("Request", "Edit")) and "properties" in schema:
            schema["additionalProperties"] = False
    return result


def _is_file(path: str) -> bool:
    return path.rstrip("/").rpartition("/")[2] in FILES


def _header(meaning: str) -> Schema:
    return {"schema": {"type": "string"}, "description": meaning}


def _snake(name: str) -> str:
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in name).strip("_")
