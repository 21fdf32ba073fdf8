"""The Gateway room: accounts, what was learned of them, and their breakers."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.admin import ModelAdmin
from unfold.decorators import display

from generations.models import GatewayAccount, Generation, Source

from .words import at, link, list_address, realm, without_key

OPEN, PAUSED, WORKS, OFF = "open", "paused", "works", "off"
COLOURS = {WORKS: "success", PAUSED: "warning", OPEN: "danger", OFF: "default"}


class GatewayAdmin(ModelAdmin):
    """An account's word on how many tasks may run can be changed where it was said.

    The settings' own account is read here and changed there. Keys are never shown.
    """

    list_display = ("name", "stands", "slots", "learned", "where", "source")
    list_fullwidth = True
    actions = None
    fieldsets = (
        (None, {"fields": (("name", "source", "where"), ("state", "host", "key"))}),
        (
            gettext_lazy("Slots"),
            {"fields": (("concurrency", "learned", "slots"), ("enabled",))},
        ),
        (
            gettext_lazy("Breaker"),
            {"fields": (("stopped", "next_try", "paused"), ("refusal",))},
        ),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """An account that the variables describe is changed there."""
        described = obj is not None and obj.source == Source.SETTINGS
        return not described and super().has_change_permission(request, obj)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever may change accounts may read all of them."""
        may_view: bool = super().has_view_permission(request, obj)
        may_change: bool = super().has_change_permission(request, obj)
        return may_view or may_change

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [
            "name", "source", "where", "state", "host", "key", "learned", "slots",
            "stopped", "next_try", "paused", "refusal",
        ]  # fmt: skip

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: Any) -> Any:
        """Forget what was learned under another word: the new one is tried first."""
        if "concurrency" in form.changed_data:
            obj.learned_limit = obj.concurrency
        fields = [*form.changed_data, "learned_limit"]
        obj.save(update_fields=fields)

    @display(description=gettext_lazy("State"), label=COLOURS)
    def stands(self, row: GatewayAccount) -> tuple[str, str]:
        if row.breaker_is_open:
            return OPEN, _("stopped: it is refused")
        if not row.enabled:
            return OFF, _("switched off")
        if row.paused_until and row.paused_until > timezone.now():
            return PAUSED, _("paused: it is busy")
        return WORKS, _("works")

    @display(description=gettext_lazy("State"))
    def state(self, row: GatewayAccount) -> str:
        return str(self.stands(row)[1])

    @display(description=gettext_lazy("Stopped since"))
    def stopped(self, row: GatewayAccount) -> str:
        return at(row.breaker_opened_at)

    @display(description=gettext_lazy("Next try"))
    def next_try(self, row: GatewayAccount) -> str:
        return at(row.breaker_probe_at if row.breaker_is_open else None)

    @display(description=gettext_lazy("Paused until"))
    def paused(self, row: GatewayAccount) -> str:
        return at(row.paused_until)

    @display(description=gettext_lazy("Slots used"))
    def slots(self, row: GatewayAccount) -> str:
        used = Generation.objects.holding_slot(row).count()
        return link(list_address(Generation, state="slot"), f"{used} / {row.limit}")

    @display(description=gettext_lazy("Limit"))
    def learned(self, row: GatewayAccount) -> str:
        if row.learned_limit >= row.concurrency:
            return str(row.concurrency)
        words = {"learned": row.learned_limit, "said": row.concurrency}
        return _("%(learned)s (learned; %(said)s set)") % words

    @display(description=gettext_lazy("Realm"))
    def where(self, row: GatewayAccount) -> str:
        return realm(row.sandbox)

    @display(description=gettext_lazy("Host"))
    def host(self, row: GatewayAccount) -> str:
        return urlsplit(row.base_url).netloc

    @display(description=gettext_lazy("Key"))
    def key(self, row: GatewayAccount) -> str:
        return _("kept, never shown")

    @display(description=gettext_lazy("Why it was stopped"))
    def refusal(self, row: GatewayAccount) -> str:
        words = (row.breaker_code, without_key(row.breaker_text))
        return " · ".join(filter(None, words)) or "—"
