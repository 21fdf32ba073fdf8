"""Addresses below `/account/`; the final slash is optional everywhere."""

from __future__ import annotations

from allauth.account import urls as account
from allauth.mfa import urls as second_factor
from allauth.usersessions import urls as sessions
from django.urls import path

from .addresses import both_forms
from .views.overview import overview
from .views.profile import profile
from .views.sessions import end_session
from .views.tokens import take_back, tokens

OWN = [
    path("", overview, name="account_overview"),
    path("profile/", profile, name="account_profile"),
    path("sessions/<int:id>/end/", end_session, name="account_end_session"),
    path("tokens/", tokens, name="account_tokens"),
    path("tokens/<uuid:id>/take-back/", take_back, name="account_take_back"),
]

urlpatterns = [
    *both_forms(OWN, "account/"),
    *both_forms(account.urlpatterns, "account/"),
    *both_forms(second_factor.urlpatterns, "account/2fa/"),
    *both_forms(sessions.urlpatterns, "account/sessions/"),
]
