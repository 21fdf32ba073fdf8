"""From a form to a new edition: what would change is shown first, then confirmed.

Nothing is kept in between: the page that previews carries the form's values, so what is
confirmed is worked out anew, on the tables as they are then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from generations.admin.words import address_of
from generations.capability import Table
from generations.errors import GenerationError
from generations.models import TableEdition
from generations.services.publish import newest_edition
from generations.services.touched import touched

from .cautions import cautions
from .drafts import Draft, draft_of, tables_named
from .forms import ConfirmForm, Proposal
from .wording import told

SEE = "generations.view_tableedition"
MAKE = "generations.add_tableedition"
OWN_FIELDS = ("csrfmiddlewaretoken", "again")

MakeForm = Callable[[Table, QueryDict | None], Proposal]


@dataclass(frozen=True, slots=True)
class Proposing:
    """One page that proposes: its form, its words, and where it leads back to.

    Without a `template` there is nothing to fill in, and the preview comes first.
    `starts_at` is set where the new edition takes the place of one that is to come.
    """

    title: str
    template: str
    make_form: MakeForm
    back: str
    starts_at: datetime | None = None

    def answer(self, request: HttpRequest, site: Any) -> HttpResponse:
        """Show the form, what it would change, or the edition that was made."""
        if not request.user.has_perm(MAKE if request.method == "POST" else SEE):
            raise PermissionDenied
        seen = newest_edition()
        form = self._form(request)
        if not form.is_bound or "again" in request.POST or not form.is_valid():
            return self._page(request, site, self.template, form=form)
        draft = draft_of(form, seen, self.starts_at)
        if draft.changes or "confirm-note" in request.POST:
            return self._confirmed(request, site, draft)
        messages.info(request, _("That is what the tables say already."))
        if not self.template:
            return redirect(self.back)
        return self._page(request, site, self.template, form=form)

    def _form(self, request: HttpRequest) -> Proposal:
        """Return the form on the tables that it was filled from, or on those of now."""
        is_sent = request.method == "POST"
        given = request.POST.get("of") if is_sent else None
        of, table = tables_named(given, self.starts_at or timezone.now())
        form = self.make_form(table, request.POST if is_sent else None)
        form.initial["of"] = of
        return form

    def _confirmed(self, request: HttpRequest, site: Any, draft: Draft) -> HttpResponse:
        """Make the edition if it was confirmed; else ask for that, or ask again."""
        is_sent = "confirm-note" in request.POST
        seen = {"seen": draft.seen}
        confirm = ConfirmForm(request.POST if is_sent else None, initial=seen)
        if is_sent:
            if edition := self._made(request, draft, confirm):
                return redirect(address_of(TableEdition, edition))
            confirm.data = _seeing(request.POST, draft.seen)
        if self.starts_at:
            del confirm.fields["starts_at"]
        return self._page(
            request,
            site,
            "panel/tables/preview.html",
            confirm=confirm,
            changes=[told(change) for change in draft.changes],
            touched=touched(draft.table, draft.after),
            cautions=list(cautions(draft.table, draft.after)),
            carried=list(_carried(request.POST)),
            has_form=bool(self.template),
        )

    def _made(
        self, request: HttpRequest, draft: Draft, confirm: ConfirmForm
    ) -> str | None:
        """Return the new edition's id, or put into the form why there is none."""
        if not confirm.is_valid():
            return None
        sent = {name: request.POST.getlist(name) for name in request.POST}
        sent.pop("csrfmiddlewaretoken", None)
        try:
            made = draft.publish(request.user, confirm.cleaned_data, sent)
        except (GenerationError, ValueError) as refusal:
            confirm.add_error(None, str(refusal))
            return None
        messages.success(request, _("Made. It is part of the history."))
        return made

    def _page(
        self, request: HttpRequest, site: Any, template: str, **context: Any
    ) -> HttpResponse:
        whole = {
            **site.each_context(request),
            **context,
            "title": self.title,
            "back": self.back,
            "may_make": request.user.has_perm(MAKE),
        }
        return TemplateResponse(request, template, whole)


def _seeing(posted: QueryDict, seen: UUID | None) -> QueryDict:
    """Return what was sent, with the newest edition as this page shows it."""
    data = posted.copy()
    data["confirm-seen"] = str(seen or "")
    return data


def _carried(posted: QueryDict) -> Iterator[tuple[str, str]]:
    """Yield the form's own values, for the page that asks for confirmation."""
    for name, values in posted.lists():
        if name not in OWN_FIELDS and not name.startswith("confirm-"):
            yield from ((name, str(value)) for value in values)
