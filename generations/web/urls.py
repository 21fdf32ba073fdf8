"""Addresses of the pages; the final slash is optional everywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.urls import URLPattern, path

from . import clip, create, gallery, queue, stage, uploads, usage


def _address(route: str, view: Callable[..., Any], name: str) -> Iterator[URLPattern]:
    """Yield both forms of an address; the one with the slash has the name."""
    yield path(f"{route}/", view, name=name)
    yield path(route, view)


urlpatterns = [
    *_address("create", create.create, "create-any"),
    *_address("create/stage", stage.stage, "stage"),
    *_address("create/<slug:kind>", create.Create.as_view(), "create"),
    *_address("create/<slug:kind>/choices", create.choices_of, "choices"),
    *_address("uploads", uploads.Uploads.as_view(), "uploads"),
    *_address("gallery", gallery.gallery, "gallery"),
    *_address("videos/<uuid:pk>", clip.clip, "video"),
    *_address("videos/<uuid:pk>/edit", clip.edit, "edit"),
    *_address("videos/<uuid:pk>/favourite", clip.favourite, "favourite"),
    *_address("videos/<uuid:pk>/trash", clip.trash, "trash"),
    *_address("videos/<uuid:pk>/restore", clip.restore, "restore"),
    *_address("videos/<uuid:pk>/remove", clip.remove, "remove"),
    *_address("queue", queue.queue, "queue"),
    *_address("queue/jobs", queue.jobs, "jobs"),
    *_address("queue/<uuid:pk>/cancel", queue.cancel, "cancel"),
    *_address("queue/<uuid:pk>/retry", queue.retry, "retry"),
    *_address("usage", usage.usage, "usage"),
    *_address("queue/<uuid:pk>/hide", queue.hide, "hide"),
]
