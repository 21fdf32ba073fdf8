"""The panel's first page: figures that lead to their rows, and what is under way."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import gettext as _

from generations import wiring
from generations.models import (
    EntryKind,
    GatewayAccount,
    Generation,
    LedgerEntry,
    State,
    Video,
)
from generations.services.overview import (
    Overview,
    live_queue,
    overview,
    render_times,
)
from generations.services.report import by_day

from .charts import bars, lines, options
from .tables.offered import refused
from .tables.proposing import MAKE, SEE
from .words import ago, credits, gibibytes, list_address

DAYS = 14
KEPT_SECONDS = 60
OLDEST_FIRST, LARGEST_FIRST = "7", "-6"
"""Orders of the lists of requests and of clips: columns, counted from 1."""

LITTLE_ROOM = 2 * 2**30


class Figure(NamedTuple):
    """A number, what it counts, and where its rows are."""

    name: str
    value: str
    note: str = ""
    address: str = ""
    tone: str = ""


def home(request: HttpRequest) -> dict[str, Any]:
    """Return what the first page shows to somebody with these rights."""
    context = live(request)
    if request.user.has_perm("generations.view_generation"):
        kept = cache.get_or_set(f"panel:charts:{_realm()}", _charts, KEPT_SECONDS)
        context |= kept or {}
    return {"title": _("Home"), **context}


def _charts() -> dict[str, Any]:
    """Return what the charts show; they read many days, so they are kept a while."""
    times = render_times()
    return {
        "days_chart": bars(by_day(DAYS)),
        "time_chart": lines(times) if times else "",
        "days": DAYS,
        "bar_options": options(stacked=True),
        "line_options": options(stacked=False),
    }


def live(request: HttpRequest) -> dict[str, Any]:
    """Return the figures and the queue, which renew themselves."""
    may = request.user.has_perm
    told = {}
    if may(SEE):
        told = {"refused": refused(wiring.table()), "may_make": may(MAKE)}
    if not may("generations.view_generation"):
        return {"figures": [], "queue": None, **told}
    seen = overview()
    figures = [*_of_work(seen), *_of_ends(seen)]
    if may("generations.view_ledgerentry"):
        figures.append(_spent(seen))
    figures.append(_room_left(seen, may("generations.view_video")))
    if not may("generations.view_gatewayaccount"):
        figures = [
            figure._replace(address="") if figure.address == _gateway() else figure
            for figure in figures
        ]
    return {
        "figures": figures,
        "queue": live_queue(),
        "queue_address": list_address(Generation, state="active", realm=_realm()),
        **told,
    }


def _realm() -> str:
    return "rehearsal" if wiring.sandbox() else "live"


def _gateway() -> str:
    return list_address(GatewayAccount)


def _requests(**filters: str) -> str:
    return list_address(Generation, realm=_realm(), **filters)


def _of_work(seen: Overview) -> Iterator[Figure]:
    used = f"{seen.slots_used} / {seen.slots_limit}"
    learned = {"allowed": seen.slots_allowed}
    note = _("learned; %(allowed)s set") % learned if seen.limit_was_learned else ""
    if seen.stopped:
        yield Figure(_("Slots used"), used, _("account stopped"), _gateway(), "bad")
    else:
        yield Figure(_("Slots used"), used, note, _requests(state="slot"))
    waiting = _requests(state=State.QUEUED, o=OLDEST_FIRST)
    oldest = ago(seen.oldest_waiting)
    oldest_note = _("oldest: %(ago)s") % {"ago": oldest} if seen.waiting else ""
    yield Figure(_("Waiting"), str(seen.waiting), oldest_note, waiting)
    yield _alarm(_("Unconfirmed"), seen.unconfirmed, State.UNCONFIRMED)
    yield _alarm(_("Attention"), seen.attention, State.ATTENTION)


def _alarm(name: str, count: int, state: State) -> Figure:
    tone = "warn" if count else ""
    return Figure(name, str(count), address=_requests(state=state), tone=tone)


def _of_ends(seen: Overview) -> Iterator[Figure]:
    of = _("of %(ended)s ended in 24 h") % {"ended": seen.ended}
    failures = _requests(failed="service", ended="day")
    tone = "bad" if seen.failures else ""
    yield Figure(_("Failures"), str(seen.failures), of, failures, tone)
    refused = _requests(failed="content", ended="day")
    note = _("by content rules, in 24 h")
    yield Figure(_("Refused"), str(seen.refusals), note, refused)


def _spent(seen: Overview) -> Figure:
    today = list_address(
        LedgerEntry, kind__exact=EntryKind.CAPTURE, made="today", realm=_realm()
    )
    value = credits(seen.spent_today)
    return Figure(_("Spent today"), value, _("credits charged"), today)


def _room_left(seen: Overview, may_see_clips: bool) -> Figure:
    tone = "bad" if seen.disk_free < LITTLE_ROOM else ""
    free = gibibytes(seen.disk_free)
    largest = list_address(Video, o=LARGEST_FIRST) if may_see_clips else ""
    return Figure(_("Disk free"), free, address=largest, tone=tone)
