from __future__ import annotations

from django import template

from generations.admin.words import ago

register = template.Library()
register.filter("ago", ago)
