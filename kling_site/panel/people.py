"""The People room: accounts, their work and money, and the door to be shut."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from generations.admin.deeds import Cleaned, Deed
from generations.admin.filters import Choice
from generations.admin.people import ADJUST, TURNS, WorkAndMoney
from generations.errors import GenerationError
from kling_site.accounts import access
from kling_site.accounts.admin import PersonAdmin


class NotYours(GenerationError):
    """An operator may shut out neither themselves nor who stands above them."""

    code = "not_yours"


def _block(row: Any, values: Cleaned, actor: Any) -> str:
    if row.pk == actor.pk:
        raise NotYours(_("You would shut yourself out."))
    if row.is_superuser and not actor.is_superuser:
        raise NotYours(_("Only a superuser may block a superuser."))
    ended = access.block(row)
    return _("Blocked. %(ended)s sessions and tokens ended.") % {"ended": ended}


def _unblock(row: Any, values: Cleaned, actor: Any) -> str:
    access.unblock(row)
    return _("Let in again. New sessions and tokens are theirs to make.")


BLOCK = Deed(
    name="block",
    permission="accounts.block_user",
    title=gettext_lazy("Block"),
    button=gettext_lazy("Block them"),
    explain=lambda row: _(
        "They are signed out everywhere and their API tokens are removed. What waits "
        "or runs goes on, and their clips stay."
    ),
    do=_block,
    fits=lambda row: row.is_active,
    icon="lock",
    danger=True,
)
UNBLOCK = Deed(
    name="unblock",
    permission="accounts.block_user",
    title=gettext_lazy("Let in again"),
    button=gettext_lazy("Let them in"),
    explain=lambda row: _("They can sign in again, with new sessions and tokens."),
    do=_unblock,
    fits=lambda row: not row.is_active,
    icon="lock_open",
)


class ByAccess(Choice):
    title = gettext_lazy("access")
    parameter_name = "access"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[Any]:
        return [
            ("open", gettext_lazy("open")),
            ("blocked", gettext_lazy("blocked")),
        ]

    def meaning(self, value: str) -> Q:
        return Q(is_active=value == "open")


class ByRole(Choice):
    title = gettext_lazy("role")
    parameter_name = "role"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[Any]:
        roles = Group.objects.order_by("name").values_list("name", "name")
        return [("staff", gettext_lazy("any staff")), *roles]

    def meaning(self, value: str) -> Q:
        return Q(is_staff=True) if value == "staff" else Q(groups__name=value)


class PeopleAdmin(WorkAndMoney, PersonAdmin):
    """Everybody, with what they own, hold and have running."""

    list_filter = (ByAccess, ByRole)
    list_filter_submit = True
    deeds = (ADJUST, TURNS, BLOCK, UNBLOCK)
    list_display = (
        "who", "roles", "owned", "kept_back", "running", "seen", "may_sign_in",
    )  # fmt: skip
