"""Settings of the REST API: who may call, how refusals look, what the schema says."""

from __future__ import annotations

import tomllib
from pathlib import Path

_PROJECT = Path(__file__).resolve().parent.parent / "pyproject.toml"
SITE_VERSION: str = tomllib.loads(_PROJECT.read_text())["project"]["version"]

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "kling_site.accounts.api.BearerToken",
        "kling_site.accounts.api.AppSession",
        "kling_site.accounts.api.PageSession",
    ],
    "DEFAULT_PERMISSION_CLASSES": [
        "rest_framework.permissions.IsAuthenticated",
        "generations.api.scopes.HasScope",
    ],
    "DEFAULT_THROTTLE_CLASSES": ["generations.api.throttling.CallsAMinute"],
    "DEFAULT_PARSER_CLASSES": ["generations.api.bodies.StrictJSONParser"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_SCHEMA_CLASS": "generations.api.documents.schema.ApiSchema",
    "EXCEPTION_HANDLER": "generations.api.refusals.answer_to",
    "URL_FORMAT_OVERRIDE": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Cutting Room",
    "VERSION": SITE_VERSION,
    "OAS_VERSION": "3.1.0",
    "DESCRIPTION": """A studio on one shared gateway key, as an API.

Sign in with a personal token (`Authorization: Bearer …`), or with the session of the
mobile sign-in (`X-Session-Token`, from `/_allauth/app/v1/`). All addresses answer with
and without the final slash. Refusals are `application/problem+json` with a stable
`code`. Words such as states, kinds and codes are open sets: accept new ones.""",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "PREPROCESSING_HOOKS": ["generations.api.documents.schema.without_slash_on_files"],
    "POSTPROCESSING_HOOKS": [
        "generations.api.documents.schema.closed_requests",
        "kling_site.accounts.schema.with_sign_in",
    ],
    "COMPONENT_SPLIT_PATCH": False,
    "SERVE_AUTHENTICATION": [],
    "SORT_OPERATION_PARAMETERS": False,
}
