"""Which browser a session is in, from what the browser said of itself."""

from __future__ import annotations

from django.utils.translation import gettext as _

# In this order: most browsers also name those that they descend from.
BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "Firefox/": "Firefox",
    "FxiOS/": "Firefox",
    "Chrome/": "Chrome",
    "CriOS/": "Chrome",
    "Safari/": "Safari",
}
SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "CrOS": "ChromeOS",
    "Windows": "Windows",
    "Macintosh": "Mac",
    "Linux": "Linux",
}


def browser_of(agent: str) -> str:
    """Return words such as "Firefox on Linux", or what a program calls itself."""
    browser = _first(BROWSERS, agent)
    system = _first(SYSTEMS, agent)
    if browser and system:
        return _("{browser} on {system}").format(browser=browser, system=system)
    return browser or system or agent[:60] or _("An unknown program")


def is_handheld(agent: str) -> bool:
    """Say whether a session is on a phone or a tablet."""
    return any(word in agent for word in ("iPhone", "iPad", "Android", "Mobile"))


def _first(names: dict[str, str], agent: str) -> str:
    return next((name for mark, name in names.items() if mark in agent), "")
