"""The addresses of the rooms of tables, and the views behind them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from generations import wiring
from generations.admin.words import address_of
from generations.capability import Table, seed_table
from generations.models import TableEdition

from . import offered as room
from .addresses import cell_at
from .cell_form import CellForm
from .forms import Instead
from .prices_form import PricesForm
from .proposing import MAKE, SEE, Proposing
from .whole_form import WholeForm
from .wording import short

CELL = "offered/<str:kind>/<str:model>/<str:mode>/<str:length>/"
EDITION = "generations/tableedition/<uuid:pk>/"
JUST = timedelta(microseconds=1)


def urls(site: Any) -> list[URLPattern]:
    """Return the rooms' addresses, below the panel's own."""

    def at(where: str, view: Callable[..., HttpResponse], name: str) -> URLPattern:
        shown: Callable[..., HttpResponse] = site.admin_view(partial(view, site))
        return path(where, shown, name=name)

    return [
        at("offered/", offered, "offered"),
        at(CELL, offered_cell, "offered_cell"),
        at("prices/", prices, "prices"),
        at("offered/whole/", whole, "tables_whole"),
        at("offered/release/", release, "tables_release"),
        at(f"{EDITION}back/", back, "tables_back"),
        at(f"{EDITION}withdraw/", withdraw, "tables_withdraw"),
    ]


def offered(site: Any, request: HttpRequest) -> HttpResponse:
    """Show every cell."""
    if not request.user.has_perm(SEE):
        raise PermissionDenied
    context = {
        **site.each_context(request),
        **room.context(_now()),
        "may_make": request.user.has_perm(MAKE),
    }
    return TemplateResponse(request, "panel/tables/offered.html", context)


def offered_cell(site: Any, request: HttpRequest, **choices: str) -> HttpResponse:
    """Change one cell: its state, its price, and what it takes."""
    cell = cell_at(_now(), **choices)
    named = " · ".join(filter(None, (cell.kind, short(cell.key))))
    page = Proposing(
        title=named,
        template="panel/tables/cell.html",
        make_form=lambda table, sent: CellForm(
            table, cell_at(table, **choices), sent, asked=request.GET
        ),
        back=reverse("admin:offered"),
    )
    return page.answer(request, site)


def prices(site: Any, request: HttpRequest) -> HttpResponse:
    """Change prices."""
    may = request.user.has_perm(MAKE)
    page = Proposing(
        title=_("Prices"),
        template="panel/tables/prices.html",
        make_form=lambda table, sent: PricesForm(table, sent, may_change=may),
        back=reverse("admin:prices"),
    )
    return page.answer(request, site)


def whole(site: Any, request: HttpRequest) -> HttpResponse:
    """Change anything, as JSON."""
    page = Proposing(
        title=_("The whole tables"),
        template="panel/tables/whole.html",
        make_form=WholeForm,
        back=reverse("admin:offered"),
    )
    return page.answer(request, site)


def release(site: Any, request: HttpRequest) -> HttpResponse:
    """Go back to the tables that this release came with."""
    back_to = reverse("admin:generations_tableedition_changelist")
    page = _instead(_("Back to this release's own tables"), back_to, seed_table())
    return page.answer(request, site)


def back(site: Any, request: HttpRequest, pk: UUID) -> HttpResponse:
    """Go back to an edition, by making another that says the same."""
    edition = get_object_or_404(TableEdition, pk=pk)
    title = _("Back to edition %(number)s") % {"number": edition.number}
    table = wiring.tables.of(edition)
    return _instead(title, address_of(TableEdition, pk), table).answer(request, site)


def withdraw(site: Any, request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take back an edition that is to come: at its time, nothing changes."""
    realm = TableEdition.objects.of_realm(sandbox=wiring.sandbox())
    edition = get_object_or_404(realm.to_come(timezone.now()), pk=pk)
    before = wiring.tables.at(edition.starts_at - JUST, sandbox=edition.sandbox)
    title = _("Withdraw edition %(number)s") % {"number": edition.number}
    page = _instead(title, address_of(TableEdition, pk), before)
    return replace(page, starts_at=edition.starts_at).answer(request, site)


def _instead(title: str, back_to: str, table: Table) -> Proposing:
    return Proposing(
        title=title,
        template="",
        make_form=lambda now, sent: Instead(now, table),
        back=back_to,
    )


def _now() -> Table:
    return wiring.tables.at(timezone.now(), sandbox=wiring.sandbox())
