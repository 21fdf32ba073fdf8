"""The first page: what this is, and the way to the API."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from . import create


@login_not_required
@require_safe
def landing(request: HttpRequest) -> HttpResponse:
    """Welcome whoever comes by; who is signed in goes straight to work."""
    if request.user.is_authenticated:
        return create.page(request, create.HERE, {})
    context = {"sandbox": settings.SANDBOX, "sign_up": settings.SIGN_UP == "open"}
    return render(request, "landing.html", context)
