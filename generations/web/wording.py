"""Where a job stands, in the words of the studio."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from generations.models import Charged, Generation, State
from generations.services.forecast import Place

from . import spans


@dataclass(frozen=True, slots=True)
class Told:
    """A state in words. `tone` colours the dot, `counts` shows the time it takes."""

    tone: str
    headline: str
    detail: str = ""
    counts: bool = False
    icon: str = "clock"


def of(job: Generation, place: Place | None, now: datetime, *, lost: bool) -> Told:
    """Return the words for a job; `place` is where it waits, `lost` has no clip."""
    if job.state == State.QUEUED:
        return _waiting(place, now)
    if job.state == State.SUCCEEDED and lost:
        text = _("Its clip is no longer in the gallery.")
        return Told("ok", _("Made"), text, icon="check")
    words = WORDS.get(State(job.state))
    return words(job, now) if words else Told("", job.state)


def _waiting(place: Place | None, now: datetime) -> Told:
    if place is None:
        return Told("warn", _("Waiting"))
    parts = [spans.place(place.position)]
    if place.starts:
        parts.append(spans.wait(place.starts, now))
    told = {"where": ", ".join(parts)}
    return Told("warn", _("Waiting · %(where)s") % told, place.holdup.text)


def _sending(job: Generation, now: datetime) -> Told:
    return Told("run", _("Sending"), icon="film")


def _making(job: Generation, now: datetime) -> Told:
    since = job.running_at or job.submitted_at or now
    if (now - since).total_seconds() > job.expected_p90:
        text = _("Longer than usual. We keep checking. You will be told.")
        return Told("run", _("Making"), text, counts=True, icon="film")
    usual = {"span": spans.between(job.expected_p50, job.expected_p90)}
    text = _("Making · usually %(span)s") % usual
    return Told("run", text, counts=True, icon="film")


def _saving(job: Generation, now: datetime) -> Told:
    return Told("run", _("Saving your copy"), icon="film")


def _unconfirmed(job: Generation, now: datetime) -> Told:
    text = _(
        "We lost contact while sending. We are checking whether it arrived. "
        "You will not be charged twice."
    )
    return Told("warn", _("Not sure yet"), text, icon="info")


def _attention(job: Generation, now: datetime) -> Told:
    text = job.reason_text or _(
        "Somebody has to look at this one. It is kept, and so are your credits."
    )
    return Told("warn", _("Needs a look"), text, icon="eye")


def _ready(job: Generation, now: datetime) -> Told:
    return Told("ok", _("Ready"), icon="check")


def _failed(job: Generation, now: datetime) -> Told:
    parts = [job.reason_text, _money(job)]
    text = " ".join(filter(None, parts))
    return Told("bad", _("Failed"), text, icon="triangle-alert")


def _cancelled(job: Generation, now: datetime) -> Told:
    return Told("", _("Cancelled"), _("Your credits are free again."), icon="ban")


def _money(job: Generation) -> str:
    """Say whether it was charged, where the reason has not said so already."""
    if "charged" in job.reason_text:
        return ""
    told = {
        Charged.YES: _("It was charged."),
        Charged.UNKNOWN: _("Whether the gateway charges for it is not known yet."),
    }
    return told.get(Charged(job.reason_charged or "no"), _("Nothing was charged."))


Words = Callable[[Generation, datetime], Told]
WORDS: dict[State, Words] = {
    State.SUBMITTING: _sending,
    State.RUNNING: _making,
    State.SAVING: _saving,
    State.UNCONFIRMED: _unconfirmed,
    State.ATTENTION: _attention,
    State.SUCCEEDED: _ready,
    State.FAILED: _failed,
    State.CANCELLED: _cancelled,
}
