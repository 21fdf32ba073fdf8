"""Back to where a button was pressed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme


def back_or(request: HttpRequest, otherwise: str, *args: object) -> HttpResponse:
    """Redirect to the page of ours that `back` names, or else to another one."""
    back = request.POST.get("back", "")
    ours = back.startswith("/") and url_has_allowed_host_and_scheme(back, None)
    return redirect(back) if ours else redirect(otherwise, *args)
