"""`/api/docs/`: the API's schema as a page to read and to try calls from."""

from __future__ import annotations

from typing import Any

from csp.constants import SELF, UNSAFE_INLINE
from csp.decorators import csp_update
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

from generations import wiring

SCHEMA = "/api/v1/schema/"


@login_not_required
@require_safe
@ensure_csrf_cookie
@csp_update({"style-src": [SELF, UNSAFE_INLINE]})
def docs(request: HttpRequest) -> HttpResponse:
    """Show the schema in Swagger UI, which writes inline styles, on this page only.

    Its scripts are files, so script-src stays closed. The CSRF cookie lets a person
    with a session try calls that change something. Whoever is signed in also reads what
    this studio offers, from the tables that judge a request.
    """
    context: dict[str, Any] = {"site_name": settings.SITE_NAME, "schema": SCHEMA}
    if request.user.is_authenticated:
        context["cells"] = _cells()
    return render(request, "docs.html", context)


def _cells() -> list[dict[str, Any]]:
    """Return the published cells, those of a kind side by side."""
    cells: list[dict[str, Any]] = wiring.table().as_json()["cells"]
    kinds = list(dict.fromkeys(cell["kind"] for cell in cells))
    return sorted(cells, key=lambda cell: kinds.index(cell["kind"]))
