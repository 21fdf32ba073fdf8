"""What a token is asked for with on its page: a name, what it may do, until when."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .models import Scope

SCOPES = [
    (Scope.READ, _("Read: see your clips, your queue and your credits")),
    (Scope.CREATE, _("Create: ask for clips, which spends credits")),
    (Scope.MANAGE, _("Manage: rename, cancel, delete, and make more tokens")),
]
NEVER = ""
ENDS = [
    ("7", _("in 7 days")),
    ("30", _("in 30 days")),
    ("90", _("in 90 days")),
    ("365", _("in a year")),
    (NEVER, _("never")),
]


class TokenForm(forms.Form):
    """Every field is explicit: a token may do nothing that was not chosen for it."""

    name = forms.CharField(
        label=_("What it is for"),
        max_length=120,
        error_messages={"required": _("Say what it is for: you will see only that.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"),
        choices=SCOPES,
        widget=forms.CheckboxSelectMultiple,
        initial=[Scope.READ],
        error_messages={"required": _("Choose one at least.")},
    )
    days = forms.ChoiceField(
        label=_("It ends"),
        choices=ENDS,
        initial="90",
        required=False,
        widget=forms.Select(attrs={"class": "sel"}),
    )

    def wanted(self) -> dict[str, Any]:
        """Return what `User.issue_token` takes."""
        days = self.cleaned_data["days"]
        end = timezone.now() + timedelta(days=int(days)) if days else None
        named = {name: self.cleaned_data[name] for name in ("name", "scopes")}
        return {**named, "expires_at": end}
