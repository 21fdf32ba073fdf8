"""Everything but the event streams."""

from __future__ import annotations

import os
from typing import Any

import django
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kling_site.settings")

UNREADABLE = "application/octet-stream"


class AnyRequest(WSGIRequest):
    """A request whose body may be said to be anything: Django fails on some words."""

    def _set_content_type_params(self, meta: dict[str, Any]) -> None:
        try:
            super()._set_content_type_params(meta)  # type: ignore[misc]
        except ValueError:
            meta["CONTENT_TYPE"] = UNREADABLE
            super()._set_content_type_params(meta)  # type: ignore[misc]


class Handler(WSGIHandler):
    request_class = AnyRequest


django.setup(set_prefix=False)
application = Handler()
