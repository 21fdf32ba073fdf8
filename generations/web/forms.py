"""The create form: it reads what was sent, and leaves the judging to the validator."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from generations.errors import Problem

FIELDS = (
    "prompt", "model", "mode", "duration", "aspect_ratio", "sound", "negative_prompt",
    "cfg_scale",
)  # fmt: skip
ELSEWHERE = "non_field"
LONGEST_KEY = 64
LONGEST_WAY_OUT = 4000
UNKEEPABLE = re.compile("[\0\ud800-\udfff]")
"""What no database or page can hold: U+0000, and halves of a pair."""


class CreateForm(forms.Form):
    """Texts as they came; `body` turns them into a body of POST generations/."""

    prompt = forms.CharField(required=False, strip=False)
    model = forms.CharField(required=False)
    mode = forms.CharField(required=False)
    duration = forms.CharField(required=False)
    aspect_ratio = forms.CharField(required=False)
    sound = forms.CharField(required=False)
    negative_prompt = forms.CharField(required=False, strip=False)
    cfg_scale = forms.CharField(required=False)
    key = forms.CharField(required=False, max_length=LONGEST_KEY)
    max_credits = forms.CharField(required=False)

    def values(self) -> dict[str, str]:
        """Return what was given for the request's fields, as texts that can be kept."""
        given = self.cleaned_data if self.is_valid() else self.data
        texts = {name: kept(given.get(name) or "") for name in FIELDS}
        return {name: text for name, text in texts.items() if text}

    def problems(self) -> list[Problem]:
        """Return what could not be read, in words; `values` leaves it out."""
        return [_unread(name) for name in self.errors]

    def body(self, kind: str) -> dict[str, Any]:
        """Return the body; numbers that are none stay texts, which are refused."""
        body: dict[str, Any] = {"kind": kind, **self.values()}
        if "cfg_scale" in body:
            body["cfg_scale"] = _number(body["cfg_scale"])
        if agreed := self.cleaned_data.get("max_credits"):
            body["max_credits"] = agreed
        return body

    @property
    def key_or_new(self) -> str:
        return self.cleaned_data.get("key") or new_key()


def new_key() -> str:
    """Return a name for one asking: sent twice, it makes one thing."""
    return str(uuid.uuid4())


def changed(values: Mapping[str, str], way_out: str) -> dict[str, str]:
    """Return the values as a way out sets them; one that is not ours sets nothing."""
    told, found = _told(way_out), dict(values)
    for name in FIELDS:
        value = told.get(name, True)
        if value is None:
            found.pop(name, None)
        elif isinstance(value, str | int | float) and not isinstance(value, bool):
            found[name] = kept(str(value))
    return found


def _told(way_out: str) -> dict[str, Any]:
    """Read a way out; what is too long or too deep to be ours says nothing."""
    try:
        told = json.loads(way_out) if len(way_out) <= LONGEST_WAY_OUT else None
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def kept(text: str) -> str:
    """Return a text without what nothing can hold."""
    return UNKEEPABLE.sub("", text)


def by_field(problems: Sequence[Problem]) -> dict[str, list[Problem]]:
    """Return problems under the field that each stands beside."""
    found: dict[str, list[Problem]] = {}
    for problem in problems:
        name = problem.field.partition(".")[0]
        found.setdefault(name if name in FIELDS else ELSEWHERE, []).append(problem)
    return found


def values_of(request: Mapping[str, Any]) -> dict[str, str]:
    """Return a request that was made before as the form's values."""
    given = {name: request.get(name) for name in FIELDS}
    return {n: str(value) for n, value in given.items() if value not in (None, "off")}


def values_in(query: QueryDict) -> dict[str, str]:
    """Return the form's values that an address carries, unread."""
    return {name: kept(str(query[name])) for name in FIELDS if query.get(name)}


def _unread(name: str) -> Problem:
    if name not in FIELDS:
        text = _("This form did not arrive whole. Look it over, and send it again.")
        return Problem(ELSEWHERE, "unreadable", text)
    text = _(
        "A character in here cannot be kept (U+0000) and was left out. Look it over, "
        "and send it again."
    )
    return Problem(name, "unreadable", text)


def _number(text: str) -> float | str:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return text
