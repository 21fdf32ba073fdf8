"""`/create/<kind>/`: ask for a clip, and see the newest one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.http import require_safe

from generations import wiring
from generations.capability import limits
from generations.capability.reading.fields import KINDS
from generations.errors import (
    GenerationError,
    IdempotencyMismatch,
    PriceChanged,
    ValidationFailed,
)
from generations.models import Generation
from generations.services import history
from generations.services.accept import prepare, take
from generations.services.checked import check
from generations.services.fingerprints import fingerprint
from generations.services.idempotency import Made, once
from generations.services.newcomer import place_of_newcomer

from . import forms, spans, stage
from .choices import Choices, choices
from .live import strip
from .names import DOINGS, FORMS
from .shell import available

HERE = "text2video"


class Create(View):
    """The form of one kind, and what becomes of it."""

    def get(self, request: HttpRequest, kind: str) -> HttpResponse:
        if kind not in FORMS:
            return _closed(request, kind)
        return page(request, kind, _filled(request))

    def post(self, request: HttpRequest, kind: str) -> HttpResponse:
        """Make what was asked for; a way out only changes the form."""
        form = forms.CreateForm(request.POST)
        values = form.values()
        if kind not in FORMS:
            raise Http404
        if "set" in request.POST:
            return page(request, kind, forms.changed(values, request.POST["set"]))
        try:
            made = _asked(request, kind, form)
        except GenerationError as refusal:
            return page(request, kind, values, form, refusal)
        return redirect(f"{reverse('create', args=[kind])}?from={made.id}")


@require_safe
def create(request: HttpRequest) -> HttpResponse:
    """Lead to the first kind that can be made."""
    return redirect("create", next(iter(_open_kinds()), HERE))


@require_safe
def choices_of(request: HttpRequest, kind: str) -> HttpResponse:
    """Return the controls anew, for values that the address carries."""
    if kind not in _open_kinds():
        raise Http404
    settled = choices(wiring.table(), kind, forms.values_in(request.GET))
    context = {"choices": settled, "kind": kind, "problems": {}}
    return render(request, "create/_choices.html", context)


def page(
    request: HttpRequest,
    kind: str,
    values: Mapping[str, str],
    form: forms.CreateForm | None = None,
    refusal: GenerationError | None = None,
) -> HttpResponse:
    """Show the form with these values, and a refusal beside what it is about."""
    if kind not in _open_kinds():
        return _closed(request, kind, status=400 if refusal else 200)
    settled = choices(wiring.table(), kind, values)
    shown = {**settled.values, **values} if refusal else settled.values
    fresh = form is None or isinstance(refusal, IdempotencyMismatch)
    context = {
        "kind": kind,
        "kinds": KINDS[:3],
        "choices": settled,
        "values": shown,
        "limits": limits,
        "key": forms.new_key() if fresh or form is None else form.key_or_new,
        "left": available(request.user),
        "starts": SimpleLazyObject(lambda: _starts(request, settled)),
        **_refused(refusal),
        **stage.newest(request.user),
        **strip(request.user),
    }
    return render(request, "create/page.html", context, status=400 if refusal else 200)


def _asked(request: HttpRequest, kind: str, form: forms.CreateForm) -> Made:
    """Put the request in line, once however often this form arrives."""
    owner: Any = request.user
    unread, body = form.problems(), form.body(kind)
    if unread:
        raise ValidationFailed([*unread, *check(owner.pk, body).problems])
    return once(
        owner.pk,
        f"page:{form.key_or_new}",
        fingerprint(["page", body]),
        prepare=lambda: prepare(owner.pk, body),
        make=lambda job: Made("generation", str(take(job).pk), 201),
    )


def _refused(refusal: GenerationError | None) -> dict[str, Any]:
    if refusal is None:
        return {"problems": {}, "refusal": ""}
    told = {
        IdempotencyMismatch: _("This form was sent before. Send it again to make one."),
        PriceChanged: _("The price has changed. Look at it, and send again."),
        ValidationFailed: "",
    }
    text = told.get(type(refusal), refusal.detail)
    return {"problems": forms.by_field(refusal.problems), "refusal": text}


def _filled(request: HttpRequest) -> Mapping[str, str]:
    """Return the values of an earlier request, or those that the address carries."""
    try:
        source = UUID(request.GET.get("from", ""))
    except ValueError:
        return forms.values_in(request.GET)
    mine = Generation.objects.visible_to(request.user).filter(pk=source, kind=HERE)
    found = mine.values_list("request", flat=True).first()
    if found is None:
        raise Http404
    return forms.values_of(found)


def _starts(request: HttpRequest, settled: Choices) -> str:
    owner: Any = request.user
    kind, model, mode, duration = settled.cell.key
    cell = (kind, model or "", mode or "", duration)
    place = place_of_newcomer(owner.pk, history.expected(cell))
    nothing = _("waits until the gateway answers again")
    return spans.starts(place.starts, timezone.now(), nothing=nothing)


def _open_kinds() -> list[str]:
    """Return the kinds that the studio knows how to ask for and the tables offer."""
    return [kind for kind in FORMS if wiring.table().offered(kind)]


def _closed(request: HttpRequest, kind: str, status: int = 200) -> HttpResponse:
    if kind not in KINDS:
        raise Http404
    other = next(iter(_open_kinds()), "")
    context = {"doing": DOINGS[kind], "other": other, "other_doing": DOINGS.get(other)}
    return render(request, "create/closed.html", context, status=status)
