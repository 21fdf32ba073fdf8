"""Addresses; the final slash is optional everywhere, and nothing redirects."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path, re_path

from generations.api.callbacks import receive
from generations.api.handlers import nowhere
from generations.web import docs, health, landing
from kling_site.panel.site import rooms

handler400 = "generations.api.handlers.bad_request"
handler403 = "generations.api.handlers.denied"
handler404 = "generations.api.handlers.not_found"
handler500 = "kling_site.faults.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", landing.landing, name="landing"),
    re_path(r"^api/docs/?$", docs.docs, name="docs"),
    re_path(r"^healthz/?$", health.healthz, name="healthz"),
    re_path(r"^readyz/?$", health.readyz, name="readyz"),
    re_path(r"^callbacks/(?P<token>[^/]+)/?$", receive, name="callback"),
    path("", include("generations.web.urls")),
    path("", include("kling_site.accounts.urls")),
    *rooms(),
    path("_allauth/", include("allauth.headless.urls")),
    path("api/v1/", include("generations.api.urls")),
    re_path(r"^api(?:/|$)", nowhere),
]
