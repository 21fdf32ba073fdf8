"""The way around one's account, and how its sessions are told apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from django import template
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kling_site.accounts import agents

register = template.Library()


class Room(NamedTuple):
    view: str
    name: Any
    icon: str
    below: str  # the addresses that belong to it begin with this, after /account/


ROOMS = (
    Room("account_overview", _("Overview"), "user", ""),
    Room("account_profile", _("Profile"), "pencil", "profile"),
    Room("account_email", _("Email"), "mail", "email"),
    Room("account_change_password", _("Password"), "lock", "password"),
    Room("mfa_index", _("Two-step sign-in"), "shield", "2fa"),
    Room("mfa_list_webauthn", _("Passkeys"), "fingerprint", "2fa/webauthn"),
    Room("usersessions_list", _("Sessions"), "monitor", "sessions"),
    Room("account_tokens", _("API tokens"), "key-round", "tokens"),
)


@register.inclusion_tag("account/_rooms.html", takes_context=True)
def rooms(context: dict[str, Any]) -> dict[str, Any]:
    """Draw the list of pages of one's account, the present one marked."""
    request: HttpRequest = context["request"]
    here = request.path.strip("/").partition("/")[2]
    current = max(
        (room for room in ROOMS if here.startswith(room.below)),
        key=lambda room: len(room.below),
    )
    token = context.get("csrf_token")
    return {"rooms": list(_marked(current)), "csrf_token": token}


def _marked(current: Room) -> Iterator[dict[str, Any]]:
    for room in ROOMS:
        address, here = reverse(room.view), room is current
        yield {"room": room, "address": address, "current": here}


register.filter("browser", agents.browser_of)
register.filter("is_handheld", agents.is_handheld)
