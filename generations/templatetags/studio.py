"""What templates of the studio say in their own way."""

from __future__ import annotations

from django import template

from generations.errors import Remedy
from generations.web import choices

register = template.Library()


@register.filter
def way_out(remedy: Remedy | None) -> choices.WayOut | None:
    """Return a remedy as a button, None for one that sets nothing."""
    return choices.way_out(remedy)
