"""The panel itself: which rooms it has. Only what is named here is ever shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from csp.constants import SELF, UNSAFE_EVAL, UNSAFE_INLINE
from csp.decorators import csp_update
from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.auth.views import LogoutView
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path, resolve
from unfold.sites import UnfoldAdminSite

from generations.admin import home, reports
from generations.admin.audit import AuditAdmin
from generations.admin.clips import ClipAdmin
from generations.admin.gateway import GatewayAdmin
from generations.admin.money import LedgerAdmin, WalletAdmin
from generations.admin.requests import RequestAdmin
from generations.admin.tables import pages as tables
from generations.admin.tables.editions import EditionAdmin
from generations.models import (
    GatewayAccount,
    Generation,
    LedgerEntry,
    TableEdition,
    Video,
    Wallet,
)
from kling_site.accounts.admin import RoleAdmin
from kling_site.accounts.admin_login import admin_login

from .people import PeopleAdmin

View = Callable[..., Any]
relaxed = csp_update(
    {"script-src": [SELF, UNSAFE_EVAL], "style-src-attr": [UNSAFE_INLINE]}
)
"""Unfold's scripts evaluate what its markup says, and its markup carries styles. No
element with a script or a style in it is needed, so neither is allowed."""


class Panel(UnfoldAdminSite):
    """Rooms in an operator's words; packages register nothing here by themselves."""

    index_template = "panel/home.html"

    def __init__(self) -> None:
        super().__init__("admin")
        self.register(get_user_model(), PeopleAdmin)
        self.register(Group, RoleAdmin)
        self.register(Generation, RequestAdmin)
        self.register(Video, ClipAdmin)
        self.register(LedgerEntry, LedgerAdmin)
        self.register(Wallet, WalletAdmin)
        self.register(GatewayAccount, GatewayAdmin)
        self.register(TableEdition, EditionAdmin)
        self.register(LogEntry, AuditAdmin)
        self.login: View = admin_login(super().login)

    def extra_urls(self) -> list[URLPattern]:
        return [
            path("live/", self.admin_view(self.live), name="live"),
            path("reports/", self.admin_view(self.reports), name="reports"),
            *tables.urls(self),
        ]

    def admin_view(self, view: View, cacheable: bool = False) -> View:
        """Relax the content policy on the panel's own pages, and nowhere else."""
        guarded: View = relaxed(super().admin_view(view, cacheable))
        return guarded

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """Leave colours to the panel's style sheet: unfold writes them inline."""
        return {**super().each_context(request), "colors": None}

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        """Show the figures that an operator starts the day with."""
        context = {**home.home(request), **(extra_context or {})}
        page: TemplateResponse = super().index(request, context)
        return page

    def app_index(
        self, request: HttpRequest, app_label: str, *args: Any, **kwargs: Any
    ) -> TemplateResponse:
        """Refuse: rooms are named for what operators do, not for packages."""
        raise Http404

    def password_change(self, request: HttpRequest, *args: Any) -> HttpResponse:
        """Refuse: passwords are changed on the account's own pages."""
        raise Http404

    def logout(self, request: HttpRequest, *args: Any) -> HttpResponseBase:
        """End the session, and leave for the studio's first page."""
        return LogoutView.as_view(next_page="/")(request)

    def live(self, request: HttpRequest) -> TemplateResponse:
        """Return the home page's figures and queue alone, for their renewal."""
        return TemplateResponse(request, "panel/live.html", home.live(request))

    def reports(self, request: HttpRequest) -> TemplateResponse:
        """Show what happened over the last days."""
        context = {**self.each_context(request), **reports.reports(request)}
        return TemplateResponse(request, "panel/reports.html", context)

    def catch_all_view(self, request: HttpRequest, url: str) -> HttpResponse:
        """Answer an address without its final slash as the one with it."""
        if url.endswith("/"):
            raise Http404
        found = resolve(f"{request.path_info}/")
        if found.func == request.resolver_match.func:  # type: ignore[union-attr]
            raise Http404
        answer: HttpResponse = found.func(request, *found.args, **found.kwargs)
        return answer


panel = Panel()


def rooms() -> list[URLPattern | URLResolver]:
    """Return the panel's addresses; its root answers without the slash as well."""
    return [
        path("admin", panel.admin_view(panel.index)),
        path("admin/", panel.urls),
    ]
