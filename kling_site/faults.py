"""What breaks is told by the door it came through: JSON below /api/, else a page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from generations.api import handlers
from generations.web import errors


def server_error(request: HttpRequest, *args: Any) -> HttpResponseBase:
    """Answer an exception that nobody expected; Django has logged it."""
    below_api = request.path_info.startswith(handlers.API)
    told = handlers.server_error if below_api else errors.server_error
    return told(request)
