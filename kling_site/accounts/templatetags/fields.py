"""How the fields of allauth's forms are drawn in the house's look."""

from __future__ import annotations

import json
from typing import Any

from django import template
from django.core.serializers.json import DjangoJSONEncoder
from django.forms import BoundField
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag(name="input")
def as_input(field: BoundField, keys: str = "", focus: str = "") -> SafeString:
    """Draw an input, without a placeholder: its label says it.

    `keys` is the keyboard that a phone should show; with `focus` one types here first.
    """
    field.field.widget.attrs.pop("placeholder", None)
    attrs: dict[str, Any] = {"class": "inp"}
    attrs |= {"inputmode": keys} if keys else {}
    attrs |= {"autofocus": True} if focus else {}
    return field.as_widget(attrs=attrs)


@register.filter
def as_json(value: object) -> str:
    """Return JSON for an attribute: as text, so that it is escaped there."""
    return json.dumps(value, cls=DjangoJSONEncoder)
