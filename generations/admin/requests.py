"""The Queue room: every request, its story, and what can be done about it."""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from generations.models import Generation, State

from .deeds import Deeds
from .doubt_deeds import DOUBT_DEEDS
from .filters import (
    ByFailure,
    ByKind,
    ByModel,
    ByPerson,
    ByRealm,
    ByReason,
    ByState,
    Ended,
    Made,
)
from .reading import ReadOnly
from .request_deeds import CANCEL, GIVE_UP, LOOK_UP, REFUND
from .story import story
from .words import COLOURS, ago, at, credits, link, realm, row_address


class RequestAdmin(ReadOnly, Deeds):
    """Requests are read; only the deeds touch them."""

    deeds = (LOOK_UP, CANCEL, GIVE_UP, REFUND, *DOUBT_DEEDS)
    list_display = ("what", "stands", "person", "made_with", "price", "why", "made")
    list_display_links = None
    list_select_related = ("owner",)
    list_filter = (
        ByState,
        ByFailure,
        ByReason,
        ByKind,
        ByModel,
        ByPerson,
        Ended,
        Made,
        ByRealm,
    )
    list_filter_submit = True
    search_fields = ("own_id",)
    search_help_text = _("An id of ours or the gateway's, an e-mail, a title")
    change_form_outer_after_template = "panel/story.html"
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("state_now", "person", "price"),
                    ("made_with", "where", "made_at"),
                    ("own_id", "task", "next_look"),
                    ("goes_on_from", "bound"),
                    ("reason",),
                )
            },
        ),
    )
    readonly_fields = (
        "state_now",
        "person",
        "price",
        "made_with",
        "where",
        "made_at",
        "own_id",
        "task",
        "next_look",
        "goes_on_from",
        "bound",
        "reason",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        found: QuerySet[Any] = super().get_queryset(request)
        return found.select_related("owner", "account", "bound_to", "source_video")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Search ids exactly, which indexes serve; people and titles by parts."""
        term = search_term.strip()
        if not term:
            return queryset, False
        try:
            return queryset.filter(pk=uuid.UUID(term)), False
        except ValueError:
            ids = Q(own_id=term) | Q(gateway_task_id=term)
            words = Q(owner__email__icontains=term) | Q(title__icontains=term)
            return queryset.filter(ids | words), False

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show a request with all that happened to it."""
        row = self.get_object(request, object_id)
        told = story(row, request.user) if row else None
        title = _title(row) if row else ""
        context = {"story": told, "title": title, **(extra_context or {})}
        page: HttpResponse = super().change_view(request, object_id, form_url, context)
        return page

    @display(description=_("Request"), ordering="id")
    def what(self, row: Generation) -> str:
        return link(row_address(row), _title(row))

    @display(description=_("State"), ordering="state", label=COLOURS)
    def stands(self, row: Generation) -> tuple[str, str]:
        return row.state, State(row.state).label

    @display(description=_("State"))
    def state_now(self, row: Generation) -> str:
        return State(row.state).label

    @display(description=_("Person"), ordering="owner__email")
    def person(self, row: Generation) -> str:
        return link(row_address(row.owner), row.owner)

    @display(description=_("Made with"), ordering="model")
    def made_with(self, row: Generation) -> str:
        length = f"{row.duration} s" if row.duration else ""
        words = (row.kind, row.model, row.mode, length)
        return " · ".join(filter(None, words))

    @display(description=_("Credits"), ordering="credits")
    def price(self, row: Generation) -> str:
        return f"{credits(row.credits)} {row.get_price_state_display().lower()}"

    @display(description=_("Reason"), ordering="reason_code")
    def why(self, row: Generation) -> str:
        return row.reason_code.replace("_", " ") or "—"

    @display(description=_("Made"), ordering="id")
    def made(self, row: Generation) -> str:
        return ago(row.created_at)

    @display(description=_("Made at"))
    def made_at(self, row: Generation) -> str:
        return at(row.created_at)

    @display(description=_("Sent through"))
    def where(self, row: Generation) -> str:
        through = row.account.name if row.account else _("not sent")
        return f"{through} · {realm(row.sandbox)}"

    @display(description=_("Gateway task"))
    def task(self, row: Generation) -> str:
        return row.gateway_task_id or "—"

    @display(description=_("Next look"))
    def next_look(self, row: Generation) -> str:
        return at(row.next_action_at)

    @display(description=_("Goes on from"))
    def goes_on_from(self, row: Generation) -> str:
        """Name the clip as the gateway does: its bill may, too."""
        clip = row.source_video
        return link(row_address(clip), clip.upstream_id) if clip else "—"

    @display(description=_("Only through"))
    def bound(self, row: Generation) -> str:
        return row.bound_to.name if row.bound_to else str(_("any account"))

    @display(description=_("What the person reads"))
    def reason(self, row: Generation) -> str:
        if not row.reason_text:
            return "—"
        charged = row.get_reason_charged_display() or "—"
        said = _("Cause: %(cause)s. Charged: %(charged)s.") % {
            "cause": row.get_reason_cause_display() or "—",
            "charged": charged,
        }
        return f"{row.reason_text} {said}"


def _title(row: Generation) -> str:
    return Truncator(row.title or row.prompt or f"{row.kind} {row.pk}").chars(60)
