"""`/uploads/`: bring a file for the create form, and choose among earlier ones.

Both answer with fragments of a form: a pick is a radio button or a check box whose
value is the upload's id, so a chosen one is sent with the form around it.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View

from generations import wiring
from generations.errors import GenerationError, ValidationFailed
from generations.models import Asset
from generations.services.assets.arrivals import Arrivals
from generations.services.assets.frame import take_frame
from generations.services.assets.frame_wanted import read_frame
from generations.services.assets.upload import take_in
from generations.services.assets.wanted import read_upload
from generations.services.paging import Page

from .picks import MANY, SLOTS, picks_of

SIZE = 24
STATUSES = {
    "too_large": 413,
    "unsupported_media_type": 415,
    "rate_limited": 429,
    "too_many_uploads": 409,
    "no_room": 503,
    "unavailable": 503,
}
OURS = {"csrfmiddlewaretoken", "slot"}
"""Fields of the form that are not about the upload."""


class Uploads(View):
    """One's earlier uploads, and new ones."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Return a page of earlier uploads of one purpose, newest first."""
        slot = slot_of(request.GET.get("slot"))
        page = _page(request.GET.get("cursor", ""))
        rows = Asset.objects.visible_to(request.user).filter(
            purpose=SLOTS[slot], sandbox=wiring.sandbox()
        )
        found, more = page.turned(list(page.of(rows)))
        ends = [(str(one.pk), str(one.pk)) for one in found]
        after, _ = page.cursors([ends[0], ends[-1]] if ends else [], more=more)
        context = {"picks": picks_of(found), "next": after, **_around(slot)}
        return render(request, "uploads/_earlier.html", context)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Take in a file, or a frame of a clip, and return it as the chosen pick."""
        slot = slot_of(request.POST.get("slot"))
        try:
            asset = _brought(request)
        except GenerationError as refusal:
            context = {"refusal": refusal, **_around(slot)}
            status = STATUSES.get(refusal.code, 400)
            return render(request, "uploads/_refused.html", context, status=status)
        [pick] = picks_of([asset])
        context = {"pick": pick, "chosen": True, **_around(slot)}
        return render(request, "uploads/_pick.html", context, status=201)


def _page(cursor: str) -> Page[Asset]:
    """Return the page that a cursor asks for, the first one for any other text."""
    try:
        return Page(SIZE, cursor=cursor)
    except ValidationFailed:
        return Page(SIZE)


def slot_of(word: str | None) -> str:
    """Return the field of the create form that is filled; the first frame if unsaid."""
    return word if word in SLOTS else next(iter(SLOTS))


def _around(slot: str) -> dict[str, Any]:
    return {"slot": slot, "many": slot in MANY, "purpose": SLOTS[slot]}


def _brought(request: HttpRequest) -> Asset:
    """Make an upload of what the form holds; the same one again if it is there."""
    owner: Any = request.user
    parts = {**request.POST.dict(), **request.FILES.dict()}
    parts = {name: value for name, value in parts.items() if name not in OURS}
    with Arrivals() as arrivals:
        if "video" in parts:
            return arrivals.keep(
                take_frame(read_frame(owner.pk, _frame(parts)), arrivals)
            )
        return arrivals.keep(take_in(owner.pk, read_upload(owner.pk, parts), arrivals))


def _frame(parts: dict[str, Any]) -> dict[str, Any]:
    """Return a frame as the API's JSON has it: the moment is a number, or none."""
    time = parts.get("time", "")
    try:
        return {**parts, "time": float(time) if time else None}
    except (TypeError, ValueError):
        return parts
