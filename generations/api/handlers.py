"""What Django answers by itself: in JSON below /api/, as usual elsewhere."""

from __future__ import annotations

import sys
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views import defaults
from django.views.decorators.csrf import csrf_exempt

from .problems import Refusal, problem
from .refusals import refusal_of

API = "/api/"


@csrf_exempt
@login_not_required
def nowhere(request: HttpRequest) -> HttpResponse:
    """Answer an address below /api/ that does not exist."""
    return problem(Refusal("not_found"))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """Answer what Django calls suspicious, such as another site's Host."""
    return _told(request, "bad_request") or defaults.bad_request(request, exception)


def denied(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """Answer a refusal that no view of the API made."""
    told = _told(request, "permission_denied")
    return told or defaults.permission_denied(request, exception)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """Answer an address that does not exist."""
    return _told(request, "not_found") or defaults.page_not_found(request, exception)


def server_error(request: HttpRequest, *args: Any) -> HttpResponseBase:
    """Answer an exception outside the views of the API; Django has logged it."""
    if not request.path_info.startswith(API):
        return defaults.server_error(request)
    return problem(refusal_of(sys.exc_info()[1] or RuntimeError("unknown")))


def _told(request: HttpRequest, code: str) -> HttpResponse | None:
    below = request.path_info.startswith(API)
    return problem(Refusal(code)) if below else None
