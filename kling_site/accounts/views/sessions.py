"""`/account/sessions/…`: one session of one's own, ended from afar."""

from __future__ import annotations

from allauth.usersessions.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST


@require_POST
def end_session(request: HttpRequest, id: int) -> HttpResponse:
    """End a session; ending the one that asks is signing out."""
    session = get_object_or_404(UserSession, user_id=request.user.pk, pk=id)
    if session.is_current():
        logout(request)
        return redirect("account_login")
    get_adapter().end_sessions([session])
    messages.success(request, _("That session has ended."))
    return redirect("usersessions_list")
