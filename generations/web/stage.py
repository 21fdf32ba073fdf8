"""The stage of the create page: one's newest clip, or the way to a first one."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from generations import wiring
from generations.models import Generation, Video
from generations.services.media_paths import MediaPaths

from .examples import examples
from .forms import new_key


@require_safe
def stage(request: HttpRequest) -> HttpResponse:
    """Return the stage by itself, for a page that is open."""
    return render(request, "create/_stage.html", newest(request.user))


def newest(user: Any) -> dict[str, Any]:
    """Return the newest clip with its addresses, or what comes before a first one."""
    video = Video.objects.visible_to(user).kept().first()
    if video is not None:
        return {"clip": video, **media_of(video)}
    mine = Generation.objects.visible_to(user)
    if mine.exists():
        return {"clip": None, "making": mine.active().exists()}
    found = [(each, new_key()) for each in examples(wiring.table())]
    return {"clip": None, "examples": found}


def media_of(video: Video) -> dict[str, str]:
    """Return where a clip and its large poster are."""
    media, pk = MediaPaths(), str(video.pk)
    poster = f"{media.of(pk, 'poster')}&w=1280" if video.posters else ""
    return {"file": media.of(pk, "file"), "poster": poster}
