"""What an operator does to a row: a button, a page that asks why, and a line of audit.

A deed is declared once and becomes all three. It calls one service; what that refuses
is shown on the page, in its own words, and nothing has happened.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.decorators import action
from unfold.enums import ActionVariant
from unfold.widgets import UnfoldAdminTextareaWidget

from generations.errors import GenerationError
from generations.services.fingerprints import fingerprint
from generations.services.idempotency import Made, once

from . import audit
from .words import row_address

Cleaned = dict[str, Any]


class ReasonForm(forms.Form):
    """Asks why. Subclasses ask for more, above it.

    `key` names this one filling in of the form: sent twice, the deed is done once.
    """

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}),
        help_text=_("Kept in the audit log, under your name."),
    )

    field_order: tuple[str, ...] = ("amount", "reason")

    def __init__(self, row: Model, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row = row


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing to do to a row.

    `do` gets the row, the form's values and the operator, and returns what was done
    in a sentence. `fits` says whether a row's state allows it at all, `explain` what
    it will come to.
    """

    name: str
    permission: str
    title: Any
    button: Any
    explain: Callable[[Any], str]
    do: Callable[[Any, Cleaned, AbstractBaseUser], str]
    fits: Callable[[Any], bool] = lambda row: True
    form: type[ReasonForm] = ReasonForm
    icon: str = "edit"
    danger: bool = False


class Deeds(ModelAdmin):
    """A room whose rows have deeds: list them in `deeds`."""

    deeds: ClassVar[tuple[Deed, ...]] = ()

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Give each deed its page, its button and its right, as unfold looks for."""
        super().__init_subclass__(**kwargs)
        cls.actions_detail = [deed.name for deed in cls.deeds]
        for deed in cls.deeds:
            setattr(cls, deed.name, _page(deed))
            setattr(cls, f"has_{deed.name}_permission", _right(deed))

    def get_actions_detail(self, request: HttpRequest, object_id: Any) -> list[Any]:
        """Show the buttons that this row's state allows."""
        row = self.get_object(request, str(object_id))
        fitting = {deed.name for deed in self.deeds if row and deed.fits(row)}
        found = super().get_actions_detail(request, object_id)
        return [each for each in found if each.path.replace("-", "_") in fitting]

    def perform(self, request: HttpRequest, pk: str, deed: Deed) -> HttpResponse:
        """Ask why, and then do it."""
        row = self.get_object(request, pk)
        if not self.has_view_permission(request, row):
            raise PermissionDenied
        if row is None:
            raise Http404
        form = deed.form(row, request.POST if request.method == "POST" else None)
        if form.is_valid() and self._was_done(request, row, deed, form):
            return redirect(row_address(row))
        context = {
            **self.admin_site.each_context(request),
            "title": deed.title,
            "opts": self.opts,
            "original": row,
            "deed": deed,
            "form": form,
            "row": row,
            "explained": deed.explain(row),
            "back": row_address(row),
        }
        return TemplateResponse(request, "panel/deed.html", context)

    def _was_done(
        self, request: HttpRequest, row: Model, deed: Deed, form: ReasonForm
    ) -> bool:
        actor: Any = request.user
        values = form.cleaned_data

        def do(_: object) -> Made:
            done = deed.do(row, values, actor)
            audit.note(actor, row, done, values["reason"])
            return Made("deed", deed.name, 200, at_hand=done)

        told = fingerprint({"deed": deed.name, "row": str(row.pk), **_as_text(values)})
        key = f"deed {values['key']}"
        try:
            made = once(actor.pk, key, told, prepare=lambda: None, make=do)
        except GenerationError as refusal:
            form.add_error(None, refusal.detail)
            return False
        messages.success(request, made.at_hand or _("That was done already."))
        return True


def _as_text(values: Cleaned) -> dict[str, str]:
    return {name: str(value) for name, value in values.items()}


def _page(deed: Deed) -> Any:
    def page(room: Deeds, request: HttpRequest, object_id: str) -> HttpResponse:
        return room.perform(request, object_id, deed)

    page.__name__ = deed.name
    return action(
        page,
        description=deed.title,
        url_path=deed.name.replace("_", "-"),
        permissions=[deed.name],
        icon=deed.icon,
        variant=ActionVariant.DANGER if deed.danger else ActionVariant.DEFAULT,
    )


def _right(deed: Deed) -> Any:
    def right(room: Deeds, request: HttpRequest, object_id: object = None) -> bool:
        return request.user.has_perm(deed.permission)

    return right
