"""How the panel is laid out and called: unfold's settings. Colours: static/css."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _


def site_name(request: HttpRequest) -> str:
    return settings.SITE_NAME


def realm(request: HttpRequest) -> list[str] | None:
    """Say on every page that the studio rehearses; a live one needs no words."""
    return [str(_("Rehearsal")), "primary"] if settings.SANDBOX else None


def _may(right: str) -> Callable[[HttpRequest], bool]:
    return lambda request: request.user.has_perm(right)


def _file(path: str) -> Callable[[HttpRequest], str]:
    return lambda request: static(path)


def _room(title: Any, icon: str, model: str, right: str) -> dict[str, Any]:
    return {
        "title": title,
        "icon": icon,
        "link": reverse_lazy(f"admin:{model}_changelist"),
        "permission": _may(right),
    }


def _page(title: Any, name: str, right: str, **more: Any) -> dict[str, Any]:
    """Return an entry that leads to a page which lists no rows."""
    link = reverse_lazy(f"admin:{name}")
    return {"title": title, "link": link, "permission": _may(right), **more}


def _tab(title: Any, model: str, right: str) -> dict[str, Any]:
    return {
        "title": title,
        "link": reverse_lazy(f"admin:{model}_changelist"),
        "permission": _may(right),
    }


SEE_TABLES = "generations.view_tableedition"

UNFOLD: dict[str, Any] = {
    "SITE_TITLE": site_name,
    "SITE_HEADER": site_name,
    "SITE_ICON": _file("icon.svg"),
    "SITE_FAVICONS": [
        {"rel": "icon", "type": "image/svg+xml", "href": _file("icon.svg")}
    ],
    "ENVIRONMENT": realm,
    "THEME": "dark",
    "BORDER_RADIUS": "9px",
    "SHOW_HISTORY": False,
    "SHOW_VIEW_ON_SITE": False,
    "STYLES": [
        _file("css/house.css"),
        _file("css/panel.css"),
        _file("css/panel-rooms.css"),
        _file("css/panel-forms.css"),
        _file("css/panel-tables.css"),
    ],
    "SCRIPTS": [_file("js/panel.js")],
    "ACCOUNT": {
        "navigation": [{"title": _("Your account"), "link": "/account/"}],
    },
    "SIDEBAR": {
        "show_search": False,
        "navigation": [
            {
                "items": [
                    {
                        "title": _("Home"),
                        "icon": "home",
                        "link": reverse_lazy("admin:index"),
                    },
                    _room(_("People"), "group", "accounts_user", "accounts.view_user"),
                    _room(
                        _("Queue"),
                        "movie",
                        "generations_generation",
                        "generations.view_generation",
                    ),
                    _room(
                        _("Money"),
                        "payments",
                        "generations_ledgerentry",
                        "generations.view_ledgerentry",
                    ),
                    _room(
                        _("Gateway"),
                        "lan",
                        "generations_gatewayaccount",
                        "generations.view_gatewayaccount",
                    ),
                    _page(_("Prices"), "prices", SEE_TABLES, icon="sell"),
                    _page(
                        _("Reports"),
                        "reports",
                        "generations.view_generation",
                        icon="bar_chart",
                    ),
                    _room(
                        _("Audit"), "history", "admin_logentry", "admin.view_logentry"
                    ),
                ]
            }
        ],
    },
    "TABS": [
        {
            "models": ["accounts.user", "auth.group"],
            "items": [
                _tab(_("People"), "accounts_user", "accounts.view_user"),
                _tab(_("Roles"), "auth_group", "auth.view_group"),
            ],
        },
        {
            "models": ["generations.generation", "generations.video"],
            "items": [
                _tab(
                    _("Requests"),
                    "generations_generation",
                    "generations.view_generation",
                ),
                _tab(_("Clips"), "generations_video", "generations.view_video"),
            ],
        },
        {
            "models": ["generations.ledgerentry", "generations.wallet"],
            "items": [
                _tab(
                    _("Ledger"),
                    "generations_ledgerentry",
                    "generations.view_ledgerentry",
                ),
                _tab(_("Wallets"), "generations_wallet", "generations.view_wallet"),
            ],
        },
        {
            "page": "tables",
            "models": ["generations.tableedition"],
            "items": [
                _page(_("Prices"), "prices", SEE_TABLES),
                _page(_("What is offered"), "offered", SEE_TABLES),
                _tab(_("History"), "generations_tableedition", SEE_TABLES),
            ],
        },
    ],
}
