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
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "generations.api.refusals.answer_to",
    "URL_FORMAT_OVERRIDE": None,
}
