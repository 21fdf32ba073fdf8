"""The Money room: every line of the ledger with its sums, and the wallets."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import display

from generations.models import EntryKind, LedgerEntry, Wallet

from .filters import ByPerson, ByRealmOfMoney, ByWalletsPerson, ByWalletsRealm, Made
from .reading import ReadOnly
from .words import at, credits, link, realm, row_address

KIND_COLOURS = {
    EntryKind.GRANT: "success",
    EntryKind.REFUND: "success",
    EntryKind.TAKE: "warning",
    EntryKind.CAPTURE: "primary",
    EntryKind.HOLD: "default",
    EntryKind.RELEASE: "default",
}


class LedgerAdmin(ReadOnly):
    """Lines are added by what happens, and never touched here."""

    list_display = ("when", "line", "amount_", "person", "why", "by", "about", "where")
    list_display_links = None
    list_select_related = ("wallet__owner", "generation")
    list_filter = (
        ("kind", ChoicesDropdownFilter),
        ByWalletsPerson,
        Made,
        ByWalletsRealm,
    )
    list_filter_submit = True
    search_fields = ("wallet__owner__email", "reason", "actor", "=generation__id")
    search_help_text = _("An e-mail, a reason, an operator, a request's id")
    ordering = ("-id",)
    list_before_template = "panel/sums.html"
    fields = ("when", "line", "amount_", "person", "why", "by", "about", "where")
    readonly_fields = fields

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the lines with the sums of all that the filters let through."""
        response: HttpResponse = super().changelist_view(request, extra_context)
        context = getattr(response, "context_data", None) or {}
        if "cl" in context:
            sums = context["cl"].queryset.sums()
            context["sums"] = [
                (str(kind.label).capitalize(), credits(sums.get(kind)))
                for kind in EntryKind
            ]
        return response

    @display(description=_("When"), ordering="id")
    def when(self, row: LedgerEntry) -> str:
        return at(row.created_at)

    @display(description=_("Line"), ordering="kind", label=KIND_COLOURS)
    def line(self, row: LedgerEntry) -> tuple[str, str]:
        return row.kind, row.get_kind_display()

    @display(description=_("Credits"), ordering="amount")
    def amount_(self, row: LedgerEntry) -> str:
        return credits(row.amount)

    @display(description=_("Person"), ordering="wallet__owner__email")
    def person(self, row: LedgerEntry) -> str:
        return link(row_address(row.wallet.owner), row.wallet.owner)

    @display(description=_("Reason"))
    def why(self, row: LedgerEntry) -> str:
        return row.reason or "—"

    @display(description=_("By"), ordering="actor")
    def by(self, row: LedgerEntry) -> str:
        return row.actor or "—"

    @display(description=_("Request"))
    def about(self, row: LedgerEntry) -> str:
        if row.generation is None:
            return "—"
        return link(row_address(row.generation), row.generation.kind)

    @display(description=_("Realm"))
    def where(self, row: LedgerEntry) -> str:
        return realm(row.wallet.sandbox)


class WalletAdmin(ReadOnly):
    """What each person owns and holds, in each realm."""

    list_display = ("person", "where", "owned", "kept_back", "free")
    list_display_links = None
    list_select_related = ("owner",)
    list_filter = (ByPerson, ByRealmOfMoney)
    list_filter_submit = True
    search_fields = ("owner__email", "owner__name")
    ordering = ("-balance",)
    fields = ("person", "where", "owned", "kept_back", "free")
    readonly_fields = fields

    @display(description=_("Person"), ordering="owner__email")
    def person(self, row: Wallet) -> str:
        return link(row_address(row.owner), row.owner)

    @display(description=_("Realm"), ordering="sandbox")
    def where(self, row: Wallet) -> str:
        return realm(row.sandbox)

    @display(description=_("Owned"), ordering="balance")
    def owned(self, row: Wallet) -> str:
        return credits(row.balance)

    @display(description=_("Held"), ordering="held")
    def kept_back(self, row: Wallet) -> str:
        return credits(row.held)

    @display(description=_("Free"))
    def free(self, row: Wallet) -> str:
        return credits(row.available)
