"""What an operator says of a request of which nobody knows whether it arrived."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.models import AbstractBaseUser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminTextInputWidget

from generations.models import Generation
from generations.services.verdicts import (
    arrived,
    may_be_absent,
    may_have_arrived,
    never_arrived,
    send_again,
)

from .deeds import Cleaned, Deed, ReasonForm
from .words import credits

SETTLE = "generations.settle_generation"


class ArrivedForm(ReasonForm):
    task_id = forms.CharField(
        label=gettext_lazy("The gateway's task id"),
        max_length=128,
        widget=UnfoldAdminTextInputWidget(),
        help_text=gettext_lazy("As the gateway's own list or bill shows it."),
    )

    field_order = ("task_id", "reason")


def _arrived(row: Generation, values: Cleaned, actor: AbstractBaseUser) -> str:
    arrived(row, values["task_id"])
    return _("It arrived: task %(task)s is followed now.") % {"task": values["task_id"]}


def _never_arrived(row: Generation, values: Cleaned, actor: AbstractBaseUser) -> str:
    never_arrived(row)
    given_back = {"credits": credits(row.credits)}
    return _("It never arrived. The hold of %(credits)s went back.") % given_back


def _send_again(row: Generation, values: Cleaned, actor: Any) -> str:
    send_again(row, actor=actor.email)
    return _("It may be sent once more.")


ARRIVED = Deed(
    name="arrived",
    permission=SETTLE,
    title=gettext_lazy("It arrived"),
    button=gettext_lazy("Follow this task"),
    explain=lambda row: _(
        "The gateway took it and calls it by the id that you give. It is looked up at "
        "once and followed to its end, as if its answer had never been lost."
    ),
    do=_arrived,
    fits=may_have_arrived,
    form=ArrivedForm,
    icon="check_circle",
)
NEVER_ARRIVED = Deed(
    name="never_arrived",
    permission=SETTLE,
    title=gettext_lazy("It never arrived"),
    button=gettext_lazy("Give the credits back"),
    explain=lambda row: _(
        "The gateway shows no task for it. It ends as failed, what it held goes back "
        "to the person, and nothing is sent."
    ),
    do=_never_arrived,
    fits=may_be_absent,
    icon="cancel_schedule_send",
    danger=True,
)
SEND_AGAIN = Deed(
    name="send_again",
    permission=SETTLE,
    title=gettext_lazy("Send it again"),
    button=gettext_lazy("Permit one more sending"),
    explain=lambda row: _(
        "It waits in line once more and is bought when its turn comes. Should the "
        "first one have arrived after all, the studio pays for both, and the person "
        "for one. Be sure that the gateway shows no task for it."
    ),
    do=_send_again,
    fits=may_be_absent,
    icon="forward_to_inbox",
    danger=True,
)
DOUBT_DEEDS = (ARRIVED, NEVER_ARRIVED, SEND_AGAIN)
