"""What an operator tells of an account that no variable does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib.auth.models import AbstractBaseUser
from django.core.validators import RegexValidator
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from unfold.widgets import (
    UnfoldAdminCheckboxSelectMultipleWidget,
    UnfoldAdminTextInputWidget,
)

from generations import wiring
from generations.gateway import FAMILIES
from generations.models import GatewayAccount
from generations.services.gateway_accounts import (
    name_models,
    reopen_models,
    set_interfaces,
)

from .deeds import Cleaned, Deed, ReasonForm

one_segment = RegexValidator(
    r"\A[A-Za-z0-9._~-]+\Z", gettext_lazy("Letters, digits, dots and dashes.")
)


def models_of(account: GatewayAccount) -> list[str]:
    """Return the models of the table, and those that the account once had."""
    listed = [model.slug for model in wiring.table().models]
    kept = account.models.values_list("model", flat=True)
    return list(dict.fromkeys([*listed, *kept]))


def closed_models(account: GatewayAccount) -> list[str]:
    closed = account.models.filter(closed_until__gt=timezone.now())
    return list(closed.order_by("model").values_list("model", flat=True))


class ModelsForm(ReasonForm):
    """Two texts for each model, empty where the usual ones will do."""

    def __init__(self, row: GatewayAccount, *args: Any, **kwargs: Any) -> None:
        super().__init__(row, *args, **kwargs)
        kept = {each.model: each for each in row.models.all()}
        for slug in models_of(row):
            path = getattr(kept.get(slug), "endpoint_path", "")
            name = getattr(kept.get(slug), "wire_model_name", "")
            self._ask(f"path-{slug}", _("%(model)s: endpoint path"), slug, path, 200)
            self._ask(f"name-{slug}", _("%(model)s: name on the wire"), slug, name, 80)
        self.order_fields([n for n in self.fields if n != "reason"])

    def _ask(self, name: str, label: str, slug: str, value: str, longest: int) -> None:
        self.fields[name] = forms.CharField(
            label=label % {"model": slug},
            required=False,
            max_length=longest,
            initial=value,
            validators=[one_segment],
            widget=UnfoldAdminTextInputWidget(),
        )


class ReopenForm(ReasonForm):
    models = forms.MultipleChoiceField(
        label=gettext_lazy("Models"), widget=UnfoldAdminCheckboxSelectMultipleWidget()
    )
    field_order = ("models", "reason")

    def __init__(self, row: GatewayAccount, *args: Any, **kwargs: Any) -> None:
        super().__init__(row, *args, **kwargs)
        closed = closed_models(row)
        self.fields["models"].choices = [(slug, slug) for slug in closed]  # type: ignore[attr-defined]
        self.fields["models"].initial = closed


class InterfacesForm(ReasonForm):
    audition_path = forms.CharField(
        label=gettext_lazy("Audition interface"),
        max_length=200,
        required=False,
        widget=UnfoldAdminTextInputWidget(),
        help_text=gettext_lazy(
            "Where the gateway speaks texts, as in kling/audio/tts. Empty: switched "
            "off, and audio_id is not taken."
        ),
    )
    callback_families = forms.MultipleChoiceField(
        label=gettext_lazy("Callbacks"),
        required=False,
        widget=UnfoldAdminCheckboxSelectMultipleWidget(),
        help_text=gettext_lazy(
            "Kinds that are given a callback address though the gateway's page lists "
            "none for them."
        ),
    )
    field_order = ("audition_path", "callback_families", "reason")

    def __init__(self, row: GatewayAccount, *args: Any, **kwargs: Any) -> None:
        super().__init__(row, *args, **kwargs)
        families = [f.name for f in FAMILIES.values() if f.makes_task]
        open_ones = [name for name in families if not FAMILIES[name].has_callback]
        callbacks: Any = self.fields["callback_families"]
        callbacks.choices = [(name, name) for name in open_ones]
        callbacks.initial = row.callback_families
        self.fields["audition_path"].initial = row.audition_path

    def clean_audition_path(self) -> str:
        return str(self.cleaned_data["audition_path"]).strip().strip("/")


def _name_models(row: Any, values: Cleaned, actor: AbstractBaseUser) -> str:
    named = {
        slug: (values[f"path-{slug}"], values[f"name-{slug}"])
        for slug in models_of(row)
    }
    name_models(row, named)
    return _("Models named.")


def _reopen(row: Any, values: Cleaned, actor: AbstractBaseUser) -> str:
    models: Sequence[str] = values["models"]
    reopen_models(row, models)
    return _("Open again: %(models)s.") % {"models": ", ".join(models)}


def _set_interfaces(row: Any, values: Cleaned, actor: AbstractBaseUser) -> str:
    path, families = values["audition_path"], values["callback_families"]
    set_interfaces(row, audition_path=path, callback_families=families)
    words = {"path": path or _("off"), "families": ", ".join(families) or _("no more")}
    return _("Audition: %(path)s. Callbacks beyond the page: %(families)s.") % words


def _about_closed(row: GatewayAccount) -> str:
    count = len(closed_models(row))
    told = ngettext(
        "%(count)s model is closed: the gateway said that the account may not use it.",
        "%(count)s models are closed: the gateway said that the account may not use "
        "them.",
        count,
    )
    return told % {"count": count}


CHANGE = "generations.change_gatewayaccount"

NAME_MODELS = Deed(
    name="name_models",
    permission=CHANGE,
    title=gettext_lazy("Name the models"),
    button=gettext_lazy("Keep these"),
    explain=lambda row: _(
        "Where each model lives, and what it is called on the wire. An empty field "
        "means the account's own path, or the name on the gateway's page."
    ),
    do=_name_models,
    form=ModelsForm,
    icon="label",
)
REOPEN = Deed(
    name="reopen_models",
    permission=CHANGE,
    title=gettext_lazy("Open models again"),
    button=gettext_lazy("Open them"),
    explain=_about_closed,
    do=_reopen,
    fits=lambda row: bool(closed_models(row)),
    form=ReopenForm,
    icon="lock_open",
)
INTERFACES = Deed(
    name="interfaces",
    permission=CHANGE,
    title=gettext_lazy("Switch interfaces"),
    button=gettext_lazy("Keep these"),
    explain=lambda row: _(
        "What the gateway's page leaves open, where you know what this account has."
    ),
    do=_set_interfaces,
    form=InterfacesForm,
    icon="toggle_on",
)
