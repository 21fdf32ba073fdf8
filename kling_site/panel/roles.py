"""The two roles that every studio starts with; an operator may change them."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q

SUPPORT = "Support"
OPERATOR = "Operator"

RIGHTS_OF_SUPPORT = (
    "accounts.view_user",
    "generations.view_generation",
    "generations.view_video",
    "generations.view_ledgerentry",
    "generations.view_wallet",
    "generations.view_tableedition",
    "generations.look_up_generation",
    "generations.refund_generation",
)
RIGHTS_OF_OPERATORS = (
    *RIGHTS_OF_SUPPORT,
    "accounts.change_user",
    "accounts.block_user",
    "admin.view_logentry",
    "generations.add_gatewayaccount",
    "generations.add_tableedition",
    "generations.adjust_credits",
    "generations.cancel_generation",
    "generations.change_gatewayaccount",
    "generations.give_up_generation",
    "generations.set_turns",
    "generations.settle_generation",
    "generations.take_down_video",
    "generations.view_gatewayaccount",
)


def make_roles(using: str, **kwargs: Any) -> None:
    """Make the roles that are missing; those that are there stay as they were left."""
    from django.contrib.auth.models import Group, Permission

    for name, rights in ((SUPPORT, RIGHTS_OF_SUPPORT), (OPERATOR, RIGHTS_OF_OPERATORS)):
        role, is_new = Group.objects.using(using).get_or_create(name=name)
        if is_new:
            found = Permission.objects.using(using).filter(_any_of(rights))
            role.permissions.set(found)


def _any_of(rights: tuple[str, ...]) -> Q:
    pairs = (right.split(".") for right in rights)
    wanted = (Q(content_type__app_label=app, codename=name) for app, name in pairs)
    return reduce(or_, wanted)
