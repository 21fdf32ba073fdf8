"""`/account/tokens/`: personal keys to the API, each shown once."""

from __future__ import annotations

from typing import Any

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kling_site.accounts.token_form import TokenForm


@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required(allow_get=True)
@never_cache
def tokens(request: HttpRequest) -> HttpResponse:
    """List tokens, or make one.

    The answer to the post holds the secret: it is kept nowhere, a session included.
    """
    form, made = TokenForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        person: Any = request.user
        made = person.issue_token(**form.wanted())
        form = TokenForm()
    return _shown(request, form, made)


def _shown(request: HttpRequest, form: TokenForm, made: Any) -> HttpResponse:
    person: Any = request.user
    context = {"form": form, "made": made, "tokens": person.api_tokens.all()}
    status = 400 if form.errors else 200
    return render(request, "account/tokens.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def take_back(request: HttpRequest, id: str) -> HttpResponse:
    """Ask whether to take a token back, and do so: it opens nothing from then on."""
    person: Any = request.user
    token = get_object_or_404(person.api_tokens, pk=id)
    if request.method == "POST":
        token.delete()
        messages.success(request, _("The token is taken back."))
        return redirect("account_tokens")
    return render(request, "account/token_take_back.html", {"token": token})
