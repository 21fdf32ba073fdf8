"""Addresses below `/account/`; the final slash is optional everywhere."""

from __future__ import annotations

from allauth.account import urls as account
from allauth.mfa import urls as second_factor
from allauth.usersessions import urls as sessions

from .addresses import both_forms

urlpatterns = [
    *both_forms(account.urlpatterns, "account/"),
    *both_forms(second_factor.urlpatterns, "account/2fa/"),
    *both_forms(sessions.urlpatterns, "account/sessions/"),
]
