"""What an operator may do about any request. Nothing here sends anything to be bought.

What is said of a request that may or may not have arrived is in `doubt_deeds`.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.models import AbstractBaseUser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminDecimalFieldWidget

from generations.models import Generation, PriceState, State
from generations.services.cancel import cancel_generation
from generations.services.refund import NotRefundable, refund
from generations.services.resolve import give_up, has_a_look, look_up_again

from .deeds import Cleaned, Deed, ReasonForm
from .words import credits


def _look_up(row: Generation, values: Cleaned, actor: AbstractBaseUser) -> str:
    look_up_again(row)
    return _("The next look is due now.")


def _cancel(row: Generation, values: Cleaned, actor: AbstractBaseUser) -> str:
    cancel_generation(row)
    given_back = {"credits": credits(row.credits)}
    return _("Cancelled. The hold of %(credits)s went back.") % given_back


def _give_up(row: Generation, values: Cleaned, actor: AbstractBaseUser) -> str:
    give_up(row)
    given_back = {"credits": credits(row.credits)}
    return _("Marked as lost. The hold of %(credits)s went back.") % given_back


def _refund(row: Generation, values: Cleaned, actor: Any) -> str:
    reason, amount = values["reason"], values["amount"]
    if row.owner_id == actor.pk and not actor.has_perm("generations.adjust_credits"):
        raise NotRefundable(_("Somebody else has to refund what you asked for."))
    refund(row, amount, reason=reason, actor=actor.email)
    return _("Refunded %(credits)s credits.") % {"credits": credits(amount)}


def _about_refund(row: Generation) -> str:
    price = {"credits": credits(row.credits)}
    if row.price_state == PriceState.CAPTURED:
        return _("%(credits)s credits were charged for it.") % price
    return (
        _(
            "Nothing was charged: the hold of %(credits)s credits went back when it "
            "ended. What you refund comes on top, for the trouble."
        )
        % price
    )


class RefundForm(ReasonForm):
    amount = forms.DecimalField(
        label=gettext_lazy("Credits"),
        max_digits=12,
        decimal_places=2,
        widget=UnfoldAdminDecimalFieldWidget(),
        help_text=gettext_lazy("Up to the price. A request is refunded once."),
    )

    def __init__(self, row: Generation, *args: Any, **kwargs: Any) -> None:
        super().__init__(row, *args, **kwargs)
        self.fields["amount"].initial = row.credits


LOOK_UP = Deed(
    name="look_up",
    permission="generations.look_up_generation",
    title=gettext_lazy("Look up again"),
    button=gettext_lazy("Look it up now"),
    explain=lambda row: _(
        "The gateway is asked at once what became of it, instead of at the time the "
        "engine planned. Nothing is sent again."
    ),
    do=_look_up,
    fits=has_a_look,
    icon="search",
)
CANCEL = Deed(
    name="cancel",
    permission="generations.cancel_generation",
    title=gettext_lazy("Cancel"),
    button=gettext_lazy("Take it out of the line"),
    explain=lambda row: _(
        "It waits, and was not sent. It leaves the line and its hold goes back."
    ),
    do=_cancel,
    fits=lambda row: row.state == State.QUEUED,
    icon="block",
    danger=True,
)
GIVE_UP = Deed(
    name="give_up",
    permission="generations.give_up_generation",
    title=gettext_lazy("Mark as lost"),
    button=gettext_lazy("Mark it as lost"),
    explain=lambda row: _(
        "It ends as failed and what it held goes back to the person. Should the "
        "gateway finish it after all, nobody fetches the clip."
    ),
    do=_give_up,
    fits=lambda row: row.state == State.ATTENTION,
    icon="heart_broken",
    danger=True,
)
REFUND = Deed(
    name="refund",
    permission="generations.refund_generation",
    title=gettext_lazy("Refund"),
    button=gettext_lazy("Refund it"),
    explain=_about_refund,
    do=_refund,
    fits=lambda row: row.final,
    form=RefundForm,
    icon="undo",
)
