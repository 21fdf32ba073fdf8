"""What the People room shows of somebody's work and money, whoever keeps the people."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.contrib.auth.models import AbstractBaseUser
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import display
from unfold.widgets import (
    UnfoldAdminDecimalFieldWidget,
    UnfoldAdminIntegerFieldWidget,
    UnfoldAdminRadioSelectWidget,
)

from generations import wiring
from generations.models import Generation, Lane, LedgerEntry, Wallet, in_slot
from generations.services.credits import adjust_credits, wallet_of
from generations.services.turns import set_turns

from .deeds import Cleaned, Deed, Deeds, ReasonForm
from .words import credits, link, list_address

GRANT, TAKE = "grant", "take"
LINES = 12
MOST_AT_ONCE = 1000


class CreditsForm(ReasonForm):
    direction = forms.ChoiceField(
        label=gettext_lazy("What to do"),
        choices=[(GRANT, gettext_lazy("Grant")), (TAKE, gettext_lazy("Take"))],
        initial=GRANT,
        widget=UnfoldAdminRadioSelectWidget(),
    )
    amount = forms.DecimalField(
        label=gettext_lazy("Credits"),
        max_digits=12,
        decimal_places=2,
        min_value=Decimal("0.01"),
        widget=UnfoldAdminDecimalFieldWidget(),
    )

    field_order = ("direction", "amount", "reason")


class TurnsForm(ReasonForm):
    weight = forms.FloatField(
        label=gettext_lazy("Share of turns"),
        min_value=0.1,
        max_value=10,
        widget=UnfoldAdminDecimalFieldWidget(),
        help_text=gettext_lazy("1 is everyone's; 2 gets twice as many turns."),
    )
    running_cap = forms.IntegerField(
        label=gettext_lazy("May run at once"),
        required=False,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_AT_ONCE)],
        widget=UnfoldAdminIntegerFieldWidget(),
        help_text=gettext_lazy("Empty: as many as there are slots."),
    )

    field_order = ("weight", "running_cap", "reason")

    def __init__(self, row: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(row, *args, **kwargs)
        lane = lane_of(row)
        self.fields["weight"].initial = lane.weight
        self.fields["running_cap"].initial = lane.running_cap


def lane_of(person: AbstractBaseUser) -> Lane:
    """Return a person's lane, not yet kept while they never asked for anything."""
    found = Lane.objects.filter(owner_id=person.pk, sandbox=wiring.sandbox()).first()
    return found or Lane(owner_id=person.pk, sandbox=wiring.sandbox())


def _adjust(row: Any, values: Cleaned, actor: Any) -> str:
    amount = values["amount"]
    signed = amount if values["direction"] == GRANT else -amount
    adjust_credits(row.pk, signed, reason=values["reason"], actor=actor.email)
    said = _("Granted %(credits)s credits.") if signed > 0 else _("Took %(credits)s.")
    return said % {"credits": credits(amount)}


def _set_turns(row: Any, values: Cleaned, actor: AbstractBaseUser) -> str:
    cap = values["running_cap"]
    set_turns(row.pk, weight=values["weight"], running_cap=cap)
    words = {"weight": f"{values['weight']:g}", "cap": cap or _("any number")}
    return _("Share of turns %(weight)s, %(cap)s at once.") % words


def _about_credits(row: Any) -> str:
    wallet = wallet_of(row.pk)
    words = {"balance": credits(wallet.balance), "free": credits(wallet.available)}
    return _("They own %(balance)s credits, %(free)s of them free.") % words


ADJUST = Deed(
    name="adjust",
    permission="generations.adjust_credits",
    title=gettext_lazy("Grant or take credits"),
    button=gettext_lazy("Write it into the ledger"),
    explain=_about_credits,
    do=_adjust,
    form=CreditsForm,
    icon="payments",
)
TURNS = Deed(
    name="turns",
    permission="generations.set_turns",
    title=gettext_lazy("Set turns"),
    button=gettext_lazy("Set turns"),
    explain=lambda row: _("It counts from the next turn on."),
    do=_set_turns,
    form=TurnsForm,
    icon="low_priority",
)


class WorkAndMoney(Deeds):
    """Adds to a list of people what they own, hold and have running."""

    change_form_outer_after_template = "panel/person.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        wallets = Wallet.objects.filter(owner=OuterRef("pk"), sandbox=wiring.sandbox())
        jobs = Generation.objects.filter(in_slot(), lane__owner=OuterRef("pk"))
        count = jobs.order_by().values("lane__owner").annotate(n=Count("pk"))
        people: QuerySet[Any] = (
            super()
            .get_queryset(request)
            .annotate(
                wallet_balance=Subquery(wallets.values("balance")[:1]),
                wallet_held=Subquery(wallets.values("held")[:1]),
                jobs_running=Subquery(count.values("n")[:1]),
            )
        )
        return people

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show a person with their money and their last requests."""
        row = self.get_object(request, object_id)
        told = _told(row, request.user) if row else None
        context = {"work": told, "title": str(row or ""), **(extra_context or {})}
        page: HttpResponse = super().change_view(request, object_id, form_url, context)
        return page

    @display(description=gettext_lazy("Owns"), ordering="wallet_balance")
    def owned(self, row: Any) -> str:
        return credits(row.wallet_balance)

    @display(description=gettext_lazy("Held"), ordering="wallet_held")
    def kept_back(self, row: Any) -> str:
        return credits(row.wallet_held)

    @display(description=gettext_lazy("Running"), ordering="jobs_running")
    def running(self, row: Any) -> str:
        if not row.jobs_running:
            return "0"
        theirs = {"person": row.email, "state": "slot"}
        return link(list_address(Generation, **theirs), row.jobs_running)


def _told(row: Any, reader: Any) -> dict[str, Any]:
    """Return what the reader may see of a person's work and money."""
    told: dict[str, Any] = {"lane": lane_of(row), "owner": row}
    if reader.has_perm("generations.view_ledgerentry"):
        wallet = Q(wallet__owner=row, wallet__sandbox=wiring.sandbox())
        lines = LedgerEntry.objects.filter(wallet).order_by("-id")
        told |= {
            "wallet": wallet_of(row.pk),
            "ledger": list(lines[:LINES]),
            "ledger_address": list_address(LedgerEntry, person=row.email),
        }
    if reader.has_perm("generations.view_generation"):
        theirs = Generation.objects.visible_to(row).order_by("-id")
        told |= {
            "requests": list(theirs[:LINES]),
            "requests_address": list_address(Generation, person=row.email),
        }
    return told
