"""The create form: it reads what was sent, and leaves the judging to the validator."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from generations.errors import Problem

FIELDS = (
    "prompt", "model", "mode", "duration", "aspect_ratio", "sound", "negative_prompt",
    "cfg_scale",
)  # fmt: skip
ELSEWHERE = "non_field"


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
    key = forms.CharField(required=False, max_length=64)
    max_credits = forms.CharField(required=False)

    def values(self) -> dict[str, str]:
        """Return what was given for the request's fields, as texts."""
        cleaned = self.cleaned_data if self.is_valid() else {}
        return {name: cleaned.get(name, "") for name in FIELDS if cleaned.get(name)}

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
    try:
        told = json.loads(way_out)
    except ValueError:
        return dict(values)
    if not isinstance(told, dict):
        return dict(values)
    kept = dict(values)
    for name in FIELDS:
        if name in told and told[name] is None:
            kept.pop(name, None)
        elif name in told:
            kept[name] = str(told[name])
    return kept


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
    return {name: str(query[name]) for name in FIELDS if query.get(name)}


def _number(text: str) -> float | str:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return text
