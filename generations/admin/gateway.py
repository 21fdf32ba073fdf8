"""The Gateway room: accounts, what was learned of them, and their breakers."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from unfold.decorators import display

from generations import wiring
from generations.models import GatewayAccount, Generation, Source
from generations.services.gateway_accounts import keep_account

from .account_deeds import CHANGE, INTERFACES, NAME_MODELS, REOPEN
from .account_form import AccountForm
from .account_models import account_models
from .deeds import Deeds
from .words import at, hider, link, list_address, realm

OPEN, PAUSED, WORKS, OFF = "open", "paused", "works", "off"
COLOURS = {WORKS: "success", PAUSED: "warning", OPEN: "danger", OFF: "default"}

ENTERED = (
    (
        None,
        {
            "fields": (
                "name",
                "base_url",
                "endpoint_path",
                "key",
                "concurrency",
                "enabled",
            )
        },
    ),
)
READ = ((None, {"fields": (("name", "host"), ("concurrency", "enabled"))}),)
SEEN = (
    (
        gettext_lazy("How it stands"),
        {"fields": (("source", "where", "key_end"), ("learned", "slots", "state"))},
    ),
    (
        gettext_lazy("Breaker"),
        {"fields": (("stopped", "next_try", "paused"), ("refusal",))},
    ),
)
"""What is known of an account, whoever described it."""


class GatewayAdmin(Deeds):
    """Accounts of the panel's own are changed here, that of the variables there.

    What no variable tells, as the models' names, is told by deeds, for all of them. A
    key goes in and is never shown again.
    """

    deeds = (NAME_MODELS, REOPEN, INTERFACES)
    form = AccountForm
    list_display = ("name", "stands", "slots", "learned", "where", "source")
    list_fullwidth = True
    actions = None
    change_form_outer_after_template = "panel/account.html"

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

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return ENTERED
        if self.has_change_permission(request, obj):
            return (*ENTERED, *SEEN)
        return (*READ, *SEEN)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [
            "source", "where", "state", "host", "key_end", "learned", "slots",
            "stopped", "next_try", "paused", "refusal",
        ]  # fmt: skip

    @method_decorator(sensitive_post_parameters("key"))
    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Show or take the form; what is sent with it is in no report of an error."""
        return super().changeform_view(request, *args, **kwargs)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """Show an account with its models."""
        row = self.get_object(request, object_id)
        may_change = request.user.has_perm(CHANGE)
        told = account_models(row, may_see_paths=may_change) if row else None
        context = {"account": row, "models": told, **(extra_context or {})}
        return super().change_view(request, object_id, form_url, context)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: Any) -> Any:
        """Write the account, and say so where nothing will be sent through it yet."""
        keep_account(obj, form.cleaned_data["key"])
        if obj.sandbox != wiring.sandbox():
            words = {"realm": realm(obj.sandbox)}
            told = _("By its address it is for %(realm)s work, and rests until then.")
            messages.warning(request, told % words)

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
    def key_end(self, row: GatewayAccount) -> str:
        if row.source == Source.ADMIN and not row.key_sealed:
            return _("none yet")
        end = {"end": row.key_tail}
        return _("kept, ends in %(end)s") % end if row.key_tail else _("kept")

    @display(description=gettext_lazy("Why it was stopped"))
    def refusal(self, row: GatewayAccount) -> str:
        words = (row.breaker_code, hider()(row.breaker_text))
        return " · ".join(filter(None, words)) or "—"
