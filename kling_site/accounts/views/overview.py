"""`/account/`: what one's account is, at a glance, and the way to change each part."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kling_site.accounts.standing import standing_of


@require_safe
@never_cache
def overview(request: HttpRequest) -> HttpResponse:
    """Show the account."""
    context = {"standing": standing_of(request.user)}
    return render(request, "account/overview.html", context)
