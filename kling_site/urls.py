"""Addresses; the final slash is optional everywhere, and nothing redirects."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path, re_path

from generations.web import docs, health, landing

urlpatterns: list[URLPattern | URLResolver] = [
    path("", landing.landing, name="landing"),
    re_path(r"^api/docs/?$", docs.docs, name="docs"),
    re_path(r"^healthz/?$", health.healthz, name="healthz"),
    re_path(r"^readyz/?$", health.readyz, name="readyz"),
    path("_allauth/", include("allauth.headless.urls")),
]
