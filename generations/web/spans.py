"""Times as people say them: a counter, a range to plan by, a place in line."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

DASH = "\N{EN DASH}"
SOON = 4
IN_SECONDS = 100


def clock(seconds: float) -> str:
    """Return a length as a counter shows it: 0:07, 2:10, 1:00:03."""
    whole = max(0, int(seconds))
    hours, rest = divmod(whole, 3600)
    minutes, left = divmod(rest, 60)
    if hours:
        return f"{hours}:{minutes:02}:{left:02}"
    return f"{minutes}:{left:02}"


def about(seconds: float) -> str:
    """Return a length to plan by: 40 s, 3 min, 2 h."""
    if seconds < IN_SECONDS:
        return _("%(n)s s") % {"n": _tidy(seconds)}
    minutes = round(seconds / 60)
    if minutes < 120:
        return _("%(n)s min") % {"n": minutes}
    return _("%(n)s h") % {"n": round(minutes / 60)}


def between(low: float, high: float) -> str:
    """Return a range to plan by, its unit said once where both share it."""
    least, most = about(low), about(high)
    if least == most:
        return most
    number, _gap, unit = least.partition(" ")
    same = most.endswith(f" {unit}")
    return f"{number}{DASH}{most}" if same else f"{least} {DASH} {most}"


def starts(
    range_: tuple[datetime, datetime] | None, now: datetime, *, nothing: str = ""
) -> str:
    """Return when something starts, from now: `now`, `starts in about 3 min`."""
    if range_ is None:
        return nothing
    low, high = (max(timedelta(), at - now).total_seconds() for at in range_)
    if high <= SOON:
        return _("starts now")
    return _("starts in about %(span)s") % {"span": between(low, high)}


def wait(range_: tuple[datetime, datetime], now: datetime) -> str:
    """Return how long something still waits: `3 min`, `any moment`."""
    low, high = (max(timedelta(), at - now).total_seconds() for at in range_)
    return _("any moment") if high <= SOON else between(low, high)


def place(number: int) -> str:
    """Return a place in line: next, 2nd, 3rd, 11th."""
    if number == 1:
        return _("next")
    if number % 100 in (11, 12, 13):
        return _("%(n)sth") % {"n": number}
    ends = {1: _("%(n)sst"), 2: _("%(n)snd"), 3: _("%(n)srd")}
    return ends.get(number % 10, _("%(n)sth")) % {"n": number}


def footage(seconds: float) -> str:
    """Return how much there is to watch: 19 minutes of footage."""
    minutes = round(seconds / 60)
    if minutes < 1:
        return ngettext(
            "%(n)s second of footage", "%(n)s seconds of footage", round(seconds)
        ) % {"n": round(seconds)}
    return ngettext("%(n)s minute of footage", "%(n)s minutes of footage", minutes) % {
        "n": f"{minutes:,}"
    }


def _tidy(seconds: float) -> int:
    """Round to what a guess is worth: fives above ten, tens above a minute."""
    step = 1 if seconds <= 10 else 5 if seconds <= 60 else 10
    return max(1, round(seconds / step) * step)
