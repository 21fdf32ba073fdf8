"""A template that is rendered once for many rows which differ in texts alone.

Rendering fifty tiles one by one takes longer than everything else about the page of
the gallery. A stencil has the template print marks instead of values, and puts each
row's values, escaped, where the marks stand.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

MARK = "\ue000{}\ue001"
MARKED = re.compile("\ue000([a-z]+)\ue001")


class Stencil:
    """One template, cut for one set of names; `options` are the same for each row."""

    def __init__(self, template: str, names: Sequence[str], **options: Any) -> None:
        marks = {name: MARK.format(name) for name in names}
        whole = render_to_string(template, {"tile": marks, **options})
        self._parts = MARKED.split(whole)
        self._names = self._parts[1::2]

    def fill(self, values: Mapping[str, str]) -> SafeString:
        """Return the markup of one row."""
        parts, escaped = self._parts.copy(), {n: escape(v) for n, v in values.items()}
        parts[1::2] = [escaped[name] for name in self._names]
        return mark_safe("".join(parts))  # noqa: S308 - each value was just escaped
