"""The history of the tables: every edition, what it changed, and the way back to it."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, CharField, Q, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import display

from generations import wiring
from generations.admin.filters import ByRealmOfMoney
from generations.admin.reading import ReadOnly
from generations.admin.words import at, link, realm, row_address
from generations.capability import Table, seed_table
from generations.capability.parts import changes
from generations.models import TableEdition

from .proposing import MAKE
from .wording import told

IN_FORCE, TO_COME, PAST = "in_force", "to_come", "past"
STANDINGS = {
    IN_FORCE: gettext_lazy("in force"),
    TO_COME: gettext_lazy("to come"),
    PAST: gettext_lazy("past"),
}
COLOURS = {IN_FORCE: "success", TO_COME: "info", PAST: "default"}


class EditionAdmin(ReadOnly):
    """Editions are read; a way back makes a new one."""

    list_display = ("name", "stands", "by", "why", "made", "starts")
    list_display_links = None
    list_filter = (ByRealmOfMoney,)
    list_filter_submit = True
    ordering = ("-number",)
    list_before_template = "panel/tables/history.html"
    change_form_outer_after_template = "panel/tables/edition.html"
    fields = (("stands_now", "by", "where"), ("made", "starts"), ("why",))
    readonly_fields = ("stands_now", "by", "where", "made", "starts", "why")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Add how each stands: both realms have one that is in force."""
        now = timezone.now()
        ids = [TableEdition.id_in_force(now, sandbox=realm) for realm in (True, False)]
        stands = Case(
            When(pk__in=[each for each in ids if each], then=Value(IN_FORCE)),
            When(Q(starts_at__gt=now), then=Value(TO_COME)),
            default=Value(PAST),
            output_field=CharField(),
        )
        found: QuerySet[Any] = super().get_queryset(request).defer("content")
        found = found.select_related("author").annotate(standing=stands)
        return found

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show an edition with what it changed."""
        row = self.get_object(request, object_id)
        context = {**(_story(row, request) if row else {}), **(extra_context or {})}
        page: HttpResponse = super().change_view(request, object_id, form_url, context)
        return page

    @display(description=gettext_lazy("Edition"), ordering="number")
    def name(self, row: TableEdition) -> str:
        return link(row_address(row), row)

    @display(description=gettext_lazy("State"), label=COLOURS)
    def stands(self, row: Any) -> tuple[str, str]:
        return row.standing, str(STANDINGS[row.standing])

    @display(description=gettext_lazy("State"))
    def stands_now(self, row: Any) -> str:
        return str(STANDINGS[row.standing])

    @display(description=gettext_lazy("Made by"), ordering="author__email")
    def by(self, row: TableEdition) -> str:
        return str(row.author) if row.author else _("the studio itself")

    @display(description=gettext_lazy("Note"))
    def why(self, row: TableEdition) -> str:
        return row.note

    @display(description=gettext_lazy("Made"), ordering="made_at")
    def made(self, row: TableEdition) -> str:
        return at(row.made_at)

    @display(description=gettext_lazy("Starts"), ordering="starts_at")
    def starts(self, row: TableEdition) -> str:
        return at(row.starts_at)

    @display(description=gettext_lazy("Realm"))
    def where(self, row: TableEdition) -> str:
        return realm(row.sandbox)


def _story(row: Any, request: HttpRequest) -> dict[str, Any]:
    before = TableEdition.objects.before(row).first()
    old: Table = wiring.tables.of(before) if before else seed_table()
    differences = changes(old, wiring.tables.of(row))
    may = request.user.has_perm(MAKE)
    is_ours = row.sandbox == wiring.sandbox()
    may_withdraw = may and is_ours and row.standing == TO_COME
    return {
        "title": str(row),
        "before": str(before or _("this release's own tables")),
        "changes": [told(change) for change in differences],
        "back_address": _to("tables_back", row) if may else "",
        "withdraw_address": _to("tables_withdraw", row) if may_withdraw else "",
        "is_in_force": is_ours and row.standing == IN_FORCE,
    }


def _to(name: str, row: TableEdition) -> str:
    return reverse(f"admin:{name}", args=[row.pk])
