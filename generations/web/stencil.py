"""A template that is rendered once for many rows which differ in texts alone.

Rendering fifty tiles one by one takes longer than everything else about the page of
the gallery. A stencil has the template print marks instead of values, and puts each
row's values where the marks stand.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from html import escape
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

MARK = "\ue000{}\ue001"
MARKED = re.compile("\ue000([a-z]+)\ue001")


class Stencil:
    """One template, cut for one set of names; `options` are the same for each row.

    Every text is escaped but those named in `plain`, which the studio makes itself of
    letters, digits and slashes.
    """

    def __init__(
        self,
        template: str,
        texts: Collection[str],
        plain: Collection[str] = (),
        **options: Any,
    ) -> None:
        marks = {name: MARK.format(name) for name in (*texts, *plain)}
        whole = render_to_string(template, {"cut": marks, **options})
        self._parts = MARKED.split(whole)
        self._names = self._parts[1::2]
        self._texts = tuple(texts)

    def fill(self, values: Mapping[str, str]) -> SafeString:
        """Return the markup of one row."""
        safe = {**values, **{name: escape(values[name]) for name in self._texts}}
        parts = self._parts.copy()
        parts[1::2] = [safe[name] for name in self._names]
        return mark_safe("".join(parts))  # noqa: S308 - see the class
