"""What every page shows around its content: where one is, and what one has left."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from generations import wiring
from generations.services.credits import wallet_of

from .stencil import Stencil

ACCOUNT = "/account/"
USAGE = "/usage/"


class Link(NamedTuple):
    page: str
    name: Any
    icon: str
    address: str
    current: bool = False


LINKS = (
    Link("create", _("Create"), "clapperboard", "/create/text2video/"),
    Link("gallery", _("Gallery"), "layout-grid", "/gallery/"),
    Link("queue", _("Queue"), "list-video", "/queue/"),
    Link("usage", _("Usage"), "gauge", USAGE),
    Link("api", _("API"), "braces", "/api/docs/"),
    Link("account", _("Account"), "user", ACCOUNT),
)
NAMES = {link.page for link in LINKS}
PAGES = {"": "create", "videos": "gallery"}
"""Pages that belong to another one's place in the rail, by the address's first word."""


def around(request: HttpRequest) -> dict[str, Any]:
    """Give every template `site_name`, and `shell`, which is worked out when used."""
    shell = SimpleLazyObject(lambda: Shell(request))
    return {"site_name": settings.SITE_NAME, "shell": shell}


def available(person: Any) -> str:
    """Return what somebody can still spend; whole numbers lose their decimals."""
    return f"{wallet_of(person.pk).available:,.2f}".removesuffix(".00")


@cache
def _rail(language: str, page: str, sandbox: bool, site_name: str) -> Stencil:
    """Cut the rail of one page once: only the person's own texts differ."""
    told: dict[str, Any] = {
        "links": [link._replace(current=link.page == page) for link in LINKS],
        "page": page,
        "sandbox": sandbox,
        "site_name": site_name,
        "account": ACCOUNT,
        "usage": USAGE,
    }
    return Stencil("_rail.html", ("credits", "name", "initials"), **told)


class Shell:
    """The rail of one signed-in person's page."""

    def __init__(self, request: HttpRequest) -> None:
        first = request.path_info.strip("/").partition("/")[0]
        self.page = PAGES.get(first, first)
        self.person: Any = request.user
        self.sandbox = wiring.sandbox()

    @property
    def rail(self) -> SafeString:
        """The markup of the rail."""
        page = self.page if self.page in NAMES else ""
        cut = _rail(get_language() or "", page, self.sandbox, settings.SITE_NAME)
        told = {"credits": available(self.person), "name": self.name}
        return cut.fill({**told, "initials": self.initials})

    @property
    def name(self) -> str:
        return str(self.person.display_name)

    @property
    def initials(self) -> str:
        words = self.name.replace(".", " ").replace("-", " ").split()
        return "".join(word[0] for word in words[:2]).upper() or "?"
