"""The first page: what this is, and the way to the API."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@login_not_required
@require_safe
def landing(request: HttpRequest) -> HttpResponse:
    """Welcome whoever comes by."""
    context = {"site_name": settings.SITE_NAME, "sandbox": settings.SANDBOX}
    return render(request, "landing.html", context)
