"""`/videos/<id>/`: one clip, what it was made from, and what can be done with it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from generations.capability import limits
from generations.models import Video
from generations.services.edit import edit_video
from generations.services.offered import facts_of, offered
from generations.services.trash import remove_video, restore_video, trash_video

from .back import back_or
from .choices import label
from .stage import media_of

SETTINGS = ("model", "mode", "duration", "aspect_ratio", "sound", "cfg_scale")


class WordsForm(forms.Form):
    """What a person may write about a clip."""

    title = forms.CharField(required=False, max_length=limits.TITLE, label=_("Title"))
    note = forms.CharField(required=False, max_length=limits.NOTE, label=_("Note"))


@require_safe
def clip(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show a clip of one's own."""
    return _page(request, _own(request, pk))


@require_POST
def edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Name a clip, and write a note to it."""
    video, form = _own(request, pk), WordsForm(request.POST)
    if not form.is_valid():
        return _page(request, video, form)
    edit_video(video, **form.cleaned_data)
    messages.success(request, _("Saved."))
    return redirect("video", pk)


@require_POST
def favourite(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Mark a clip as a favourite, or as none."""
    video = _own(request, pk)
    edit_video(video, favourite=request.POST.get("favourite") == "on")
    return back_or(request, "video", pk)


@require_POST
def trash(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Put a clip into the trash; what was made from it stays."""
    video = _own(request, pk)
    if video.trashed_at is None:
        trash_video(video)
        messages.success(request, _("In the trash. It can be restored from there."))
    return back_or(request, "gallery")


@require_POST
def restore(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a clip back out of the trash."""
    video = _own(request, pk)
    if video.trashed_at is not None:
        restore_video(video)
        messages.success(request, _("Restored."))
    return back_or(request, "video", pk)


@require_POST
def remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Remove a clip for good, if it is in the trash already."""
    video = _own(request, pk)
    if video.trashed_at is not None:
        remove_video(video)
        messages.success(request, _("Removed for good."))
    return back_or(request, "gallery")


def _own(request: HttpRequest, pk: UUID) -> Video:
    mine = Video.objects.visible_to(request.user).select_related("generation")
    found = mine.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _page(
    request: HttpRequest, video: Video, form: WordsForm | None = None
) -> HttpResponse:
    told = {"title": video.title, "note": video.note}
    context = {
        "clip": video,
        "form": form or WordsForm(initial=told),
        "limits": limits,
        "settings": list(_settings(video)),
        "actions": _actions(video),
        "days": settings.TRASH_DAYS,
        **media_of(video),
    }
    return render(request, "clip/page.html", context, status=400 if form else 200)


def _actions(video: Video) -> dict[str, Any]:
    """Return what may be made of a clip; what has no page yet is closed here."""
    text = _("It has no page yet. The API does it already.")
    no_page = {"allowed": False, "reason": {"code": "no_page", "text": text}}
    found = offered().actions(facts_of(video), video.upstream_expires_at)
    return {name: no_page if it["allowed"] else it for name, it in found.items()}


def _settings(video: Video) -> Iterator[tuple[str, Any]]:
    """Yield what it was made with, under the names that the form has for it."""
    request = video.generation.request
    seconds = {"duration": _("%(n)s s") % {"n": request.get("duration")}}
    for name in SETTINGS:
        if request.get(name) is not None:
            yield label(name), seconds.get(name, request[name])
