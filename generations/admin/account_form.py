"""The form of a gateway account: where it is, its key, and how much it takes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminPasswordWidget

from generations.gateway import Endpoint
from generations.media.addresses import is_public_host
from generations.models import GatewayAccount

MOST_AT_ONCE = 1000
LONGEST_KEY = 500
ANY_KEY = "any-key"


class AccountForm(forms.ModelForm):
    """A key goes in and never comes out: an empty field leaves the one that is kept."""

    key = forms.CharField(
        label=gettext_lazy("Access key"),
        max_length=LONGEST_KEY,
        required=False,
        widget=UnfoldAdminPasswordWidget(attrs={"autocomplete": "off"}),
    )

    class Meta:
        model = GatewayAccount
        fields = ("name", "base_url", "endpoint_path", "concurrency", "enabled")
        labels = {
            "base_url": gettext_lazy("Address"),
            "endpoint_path": gettext_lazy("Endpoint path"),
            "concurrency": gettext_lazy("Tasks at once"),
            "enabled": gettext_lazy("Switched on"),
        }
        help_texts = {
            "base_url": gettext_lazy(
                "As in https://genaiapi.cloudsway.net/v1/ai. One in this network is "
                "taken for a sandbox, unless GATEWAY_URL is on the same host."
            ),
            "endpoint_path": gettext_lazy("The endpointPath issued with the key."),
            "concurrency": gettext_lazy("Running tasks that the account allows."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        key = self.fields["key"]
        kept = self.instance.key_sealed
        key.required = not kept
        words = _("Kept sealed and never shown again.")
        key.help_text = _("Empty: the one that is kept stays.") if kept else words
        least, most = MinValueValidator(1), MaxValueValidator(MOST_AT_ONCE)
        if "concurrency" in self.fields:
            self.fields["concurrency"].validators = [least, most]

    def clean_base_url(self) -> str:
        address = str(self.cleaned_data["base_url"]).strip().rstrip("/")
        _sendable(address, "path", ANY_KEY)
        if is_public_host(address) and not address.startswith("https://"):
            raise ValidationError(
                _("A key may be read on its way there. Use an https:// address.")
            )
        return address

    def clean_endpoint_path(self) -> str:
        path = str(self.cleaned_data["endpoint_path"]).strip().strip("/")
        if "/" in path:
            raise ValidationError(_("The endpoint path is one segment, without /."))
        _sendable("https://example.com", path, ANY_KEY)
        return path

    def clean_key(self) -> str:
        key = str(self.cleaned_data["key"]).strip()
        if key:
            _sendable("https://example.com", "path", key)
        return key


def _sendable(address: str, path: str, key: str) -> None:
    """Refuse what the client could not send, in its words."""
    try:
        Endpoint(address, path, key)
    except ValueError as error:
        raise ValidationError(str(error)) from None
