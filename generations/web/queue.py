"""`/queue/`: one's jobs where they stand, and what can be done with each."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from generations.errors import GenerationError
from generations.models import Generation
from generations.services.cancel import cancel_generation
from generations.services.edit import edit_generation

from .again import ask_again, said_of
from .back import back_or
from .live import IN_STRIP, ON_PAGE, strip


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """Show every job under way, and those that ended lately."""
    context = {"wide": True, **strip(request.user, ON_PAGE)}
    return render(request, "queue/page.html", context)


@require_safe
def jobs(request: HttpRequest) -> HttpResponse:
    """Return the cards by themselves, for a page that is open."""
    wide = request.GET.get("view") == "page"
    context = {"wide": wide, **strip(request.user, ON_PAGE if wide else IN_STRIP)}
    return render(request, "queue/_jobs.html", context)


@require_POST
def cancel(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a waiting job out of the line."""
    try:
        cancel_generation(_own(request, pk))
    except GenerationError as refusal:
        messages.warning(request, refusal.detail)
    else:
        messages.success(request, _("Cancelled. Its credits are free again."))
    return back_or(request, "queue")


@require_POST
def retry(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask for the same again, once however often the button is pressed."""
    try:
        made = ask_again(_own(request, pk), request.POST)
    except GenerationError as refusal:
        messages.warning(request, said_of(refusal))
    else:
        again = _("It was asked for again already; nothing more was made.")
        messages.success(request, again if made.replayed else _("Asked for again."))
    return back_or(request, "queue")


@require_POST
def hide(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take an ended job off the lists; its clip stays in the gallery."""
    job = _own(request, pk)
    if job.final:
        edit_generation(job, hidden=True)
    return back_or(request, "queue")


def _own(request: HttpRequest, pk: UUID) -> Generation:
    found = Generation.objects.visible_to(request.user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
